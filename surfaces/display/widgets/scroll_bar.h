// A bar that says which part of a long list is in sight, and moves it: by drag, by a click beside the thumb, by the wheel.
#pragma once

#include "surfaces/display/draw/metrics.h"
#include "surfaces/display/input/touch.h"

namespace headroom::display {

inline constexpr float kScrollBar = 14;

// A list of `count` rows (or columns) of which `shown` fit at once.
struct Scrolled {
  int count = 0, shown = 0;

  int last_first() const { return std::max(0, count - shown); }
  bool is_whole() const { return count <= shown; }
};

// Gives back the first row in sight, 0...last_first(). It is kept as a fraction, so that slow drags add up. The bar runs
// along the longer side of `rect`; nothing is drawn where everything is in sight.
float scroll_bar(Canvas& canvas, Rect rect, TouchId id, float first, Scrolled list);
// What the wheel over the list itself does.
float scrolled_by(float first, Scrolled list, float notches);

}  // namespace headroom::display
