// Hands that throw the whole mix about, for tests of scenes.
#pragma once

#include <functional>
#include <map>
#include <random>
#include <string>

#include "console/curve.h"
#include "tests/desk_hands.h"

namespace headroom {

class SceneHands : public Hands {
 public:
  using Which = std::function<bool(const ControlRow&)>;
  static bool every(const ControlRow&) { return true; }

  // Moves half of what scenes cover to anywhere in its travel, by hand: what is ganged goes along.
  void throw_about(uint32_t seed, const Which& which = every) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<float> position(0, 1);
    for (const SceneCoverage::Covered& covered : desk.scene_coverage().controls()) {
      if (random() % 2 || !which(desk.table().row(covered.control))) continue;
      Edit edit;
      edit.control = covered.control;
      edit.value = covered.is_text ? 0 : value_at(desk.table().row(covered.control), position(random));
      if (covered.is_text) write_text(edit.text, "strip " + std::to_string(random() % 100));
      apply(kScreen, edit);
    }
    desk.take_messages();
  }
  void press(const std::string& address, int client = kScreen) { set(client, address, 1); }
  std::string address(ControlId control) const { return desk.table().address(control); }

  // What every control of the desk stands at.
  std::map<std::string, std::string> state() const {
    std::map<std::string, std::string> all;
    for (ControlId id = 0; id < desk.table().size(); ++id)
      all[address(id)] =
          desk.table().row(id).unit == Unit::text ? desk.show().text(id) : std::to_string(desk.show().value(id));
    return all;
  }
};

}  // namespace headroom
