// Scenes: the mix as it was at a moment of the show, to be brought back by one press. A scene holds what its strips
// (console/recall_scope.h) were set to, as far as it differed from a new desk; its name is the show's
// (/scene/012/name).
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "console/recall_scope.h"
#include "console/show.h"

namespace headroom {

// What scenes cover on one desk, control by control. Immutable once made.
class SceneCoverage {
 public:
  explicit SceneCoverage(const Table& table);

  struct Covered {
    ControlId control;
    StripIndex strip;
    RecallScope scope;
    bool is_text;
    float standard;  // the value on a new desk; of numbers
  };
  // In the table's order.
  const std::vector<Covered>& controls() const { return controls_; }
  bool covers(ControlId id) const { return is_covered_[id]; }

 private:
  std::vector<Covered> controls_;
  std::vector<bool> is_covered_;  // by control
};

// What one scene holds, of the desk it was made on. Both lists in the table's order.
struct Scene {
  struct Number {
    ControlId control;
    float value;
  };
  struct Text {
    ControlId control;
    std::string text;
  };
  std::vector<Number> numbers;  // only what differs from a new desk
  std::vector<Text> texts;      // the same
};
using ScenePtr = std::shared_ptr<const Scene>;

// The scene that the desk stands as.
ScenePtr scene_of(const SceneCoverage& coverage, const Show& show);

// Calls `see(covered, value, text)` for every control that scenes cover with what this one holds for it.
template <class See>
void each_control(const SceneCoverage& coverage, const Scene& scene, See&& see) {
  static const std::string kNoText;
  auto number = scene.numbers.begin();
  auto text = scene.texts.begin();
  for (const SceneCoverage::Covered& covered : coverage.controls()) {
    if (covered.is_text) {
      const bool is_held = text != scene.texts.end() && text->control == covered.control;
      see(covered, 0.0f, is_held ? (text++)->text : kNoText);
    } else {
      const bool is_held = number != scene.numbers.end() && number->control == covered.control;
      see(covered, is_held ? (number++)->value : covered.standard, kNoText);
    }
  }
}

// How a scene differs from what is heard: what its recall would change if nothing were safe.
struct SceneDifference {
  int controls = 0;
  std::vector<RecallScopes> scopes;  // by strip
};
SceneDifference difference(const SceneCoverage& coverage, const Scene& scene, const Show& show);

// The scenes of a desk by number, 1...kScenes. Copies share what they hold. Owned by the control thread.
class SceneList {
 public:
  // Empty places hold nothing.
  const ScenePtr& at(int number) const { return places_[static_cast<size_t>(number - 1)]; }
  // Out of range is not used.
  bool is_used(int number) const { return number >= 1 && number <= kScenes && at(number); }
  void put(int number, ScenePtr scene);
  // The nearest used place behind (before) that number; 0: there is none.
  int used_after(int number) const;
  int used_before(int number) const;
  bool is_empty() const { return used_after(0) == 0; }
  // Another number whenever a place has changed.
  uint64_t revision() const { return revision_; }

 private:
  std::array<ScenePtr, kScenes> places_;
  uint64_t revision_ = 0;
};

// Current and next that lead to an empty place lead nowhere from now on.
void forget_lost_scenes(Show& show, const SceneList& scenes);

// What is said of an empty place.
inline constexpr const char* kNothingStored =
    "nothing is stored there; a scene is stored with its own button, as /scene/012/store for scene 12";

// What a scene is called: "13 Chorus", or "Scene 13" until somebody names it.
std::string scene_title(const Show& show, int number);

}  // namespace headroom
