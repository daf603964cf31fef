// A bar that says which part of a long list is in sight, and moves it: by drag, by a click beside the thumb, by the
// wheel.
#pragma once

#include <optional>

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

// Gives back the first row in sight, 0...last_first(). It is kept as a fraction, so that slow drags add up. The bar
// runs along the longer side of `rect`; nothing is drawn where everything is in sight.
float scroll_bar(Canvas& canvas, Rect rect, TouchId id, float first, Scrolled list);
// What the wheel over the list itself does.
float scrolled_by(float first, Scrolled list, float notches);
// What a finger on the list itself does: drawn along, it takes the rows with it.
float drawn_by(float first, Scrolled list, float drawn, float row_high);
// A list of rows of buttons, in which a finger takes a row only where it did not draw the list along.
struct ListTouch {
  float first = 0;
  std::optional<Point> tapped;  // by a finger

  bool takes(const Touch& of_row, Rect row) const { return of_row.pressed || (tapped && row.contains(*tapped)); }
};
// To be asked before its rows are.
ListTouch touch_list(const Canvas& canvas, Rect rect, TouchId id, float first, Scrolled list, float row_high);

}  // namespace headroom::display
