// How many pixels of a monitor a logical pixel gets: what its dots ask for, what the user wishes, what fingers need,
// and never so much that the page has no room.
#pragma once

#include <string>

#include "surfaces/display/draw/metrics.h"
#include "surfaces/display/model/preferences.h"

namespace headroom::display {

struct Monitor {
  int width_px = 0, height_px = 0;  // 0: unknown
  int width_mm = 0;                 // 0: unknown; below 100 it is taken for a lie
  float told_scale = 1;             // what the system says it should be

  // One of which nothing is known but how fine its dots are.
  static Monitor of_dots_per_inch(int dots) { return {.width_px = 100 * dots, .width_mm = 2540}; }
  float dots_per_mm() const {
    return width_mm >= 100 && width_px > 0 ? static_cast<float>(width_px) / static_cast<float>(width_mm) : 0;
  }
};

// By mouse a target is so many logical pixels at least; a finger's is 9 mm, of what is struck in haste - mute, solo,
// talk, clear - 12 mm, with 2 mm between neighbours.
inline constexpr float kLeastTarget = 24, kLeastUrgentTarget = 32;
inline constexpr float kFinger_mm = 9, kUrgentFinger_mm = 12, kFingerGap_mm = 2;

// The monitor's own: as told, and 1.5 where fine dots are told to be coarse.
float own_scale(const Monitor& monitor);
// As used: the wish or the monitor's own, at most what leaves `width_px` x `height_px` a page, and the room that
// fingers need.
float scale_for(const Preferences& likes, const Monitor& monitor, int width_px, int height_px);
// What fingers need at that scale. Where a monitor does not say its size a logical pixel is taken for a 96th of an
// inch, as CSS 2.1 does (section 4.3.2): whoever makes everything larger makes that larger, too.
Fingers fingers_at(const Monitor& monitor, float scale);
// The same for whom it is touched by fingers, and nothing by mouse.
Fingers fingers_for(const Preferences& likes, const Monitor& monitor, float scale);
// A sentence for the user when the scale is not what the system says, or the monitor's size is not known; else empty.
std::string scale_note(const Preferences& likes, const Monitor& monitor, float scale);

}  // namespace headroom::display
