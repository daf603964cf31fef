// What else moves when a hand moves one control: the other side of a stereo pair, the strips of a link group, the solos
// that an exclusive solo ends. It all belongs to the hand's gesture and is undone with it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "console/history.h"
#include "console/show.h"

namespace headroom {

// The parts of a strip that a link group can hold together.
enum class LinkedPart : uint8_t { none, fader, mute, equaliser, dynamics, sends };
LinkedPart linked_part(const ControlRow& row);

struct Consequence {
  ControlId control;
  float value;
};

// What follows from `moved`, which stood at `before` and stands at its new value already. `gesture` is the one it
// belongs to: relative links keep the distances that were there when the hand began. A gesture over many controls (a
// recall, a script) sets each control itself: pairs stay together in it, links do not follow.
std::vector<Consequence> consequences_of(const Show& show, ControlId moved, float before, const Gesture& gesture);

// Why the desk cannot take this value, which is within the control's range, as a sentence; nothing when it can.
std::optional<std::string> obstacle_to(const Show& show, ControlId control, float value);

}  // namespace headroom
