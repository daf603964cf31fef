// The keys of one box on one desk: a key plan whose addresses have become controls. Pressed keys become edits or move
// the view; their lights show what the desk is.
#pragma once

#include <array>
#include <bitset>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "surfaces/midi/key_plan.h"
#include "surfaces/midi/surface_view.h"

namespace headroom {

class KeyHand {
 public:
  KeyHand() = default;
  // What this desk does not have stays without meaning. `plan` must outlive the keys.
  KeyHand(const KeyPlan& plan, const Table& table);
  // The same keys on another console; what momentary ones hold down goes off when they are let go, there too.
  void change_console(const KeyPlan& plan, const Table& table);

  ControlId jog() const { return jog_; }
  ControlId pedal() const { return pedal_; }

  void press(int note, LinkClient& desk, SurfaceView& view, const BoxWindow& window);
  void release(int note, LinkClient& desk, SurfaceView& view);
  // The box is gone: what momentary keys held goes off.
  void let_go(LinkClient& desk, SurfaceView& view);
  // kLightOff, kLightOn. `status`: of the desk, read once for all keys.
  uint8_t light(int note, const LinkClient& desk, const DeskStatus& status, const SurfaceView& view,
                const BoxWindow& window) const;

  // Why keys that somebody planned do nothing on a desk, in sentences. The program's own plan is for every desk.
  static std::vector<std::string> misfits(const KeyPlan& plan, const Table& table);

 private:
  // The strips of layer `number` of somebody's own that this desk has.
  std::vector<StripIndex> own_layer(int number, const Table& table) const;
  struct Aim {
    ControlId control = kNoControl;
    std::optional<float> value;
  };
  static Result<Aim> aim_at(const KeyPlanEntry& entry, const Table& table, const std::string& address);
  Aim aim_of(int note, const LinkClient& desk, const BoxWindow& window) const;

  const KeyPlan* plan_ = &default_key_plan();
  std::array<Aim, 128> aims_;
  std::map<int, std::string> held_;  // by momentary keys that are down: addresses, which the next console knows too
  std::bitset<128> fine_;            // which keys of the deed `fine` are down here: another box may have one too
  ControlId jog_ = kNoControl, pedal_ = kNoControl;
};

}  // namespace headroom
