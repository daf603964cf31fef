// How many pixels of a monitor a logical pixel gets: what its dots ask for, what the user wishes, what fingers need, and never
// so much that the page has no room.
#pragma once

#include <string>

#include "surfaces/display/model/preferences.h"

namespace headroom::display {

struct Monitor {
  int width_px = 0, height_px = 0;  // 0: unknown
  int width_mm = 0;                 // 0: unknown; below 100 it is taken for a lie
  float told_scale = 1;             // what the system says it should be

  float dots_per_mm() const { return width_mm >= 100 && width_px > 0 ? static_cast<float>(width_px) / static_cast<float>(width_mm) : 0; }
};

// A finger's target is 9 mm, of what is struck in haste - mute, solo, talk, clear - 12 mm; by mouse the same things are
// kLeastTarget and kLeastUrgentTarget logical pixels, which is the same ratio.
inline constexpr float kLeastTarget = 24, kLeastUrgentTarget = 32, kFinger_mm = 9;

// The monitor's own: as told, and 1.5 where fine dots are told to be coarse.
float own_scale(const Monitor& monitor);
// As used: the wish or the monitor's own, at least what fingers need, at most what leaves `width_px` x `height_px` a page.
float scale_for(const Preferences& likes, const Monitor& monitor, int width_px, int height_px);
// A sentence for the user when the scale is not what the system says, or too small for fingers; else empty.
std::string scale_note(const Preferences& likes, const Monitor& monitor, float scale);

}  // namespace headroom::display
