// Any control of the table, drawn by its row alone: a switch, a button, words to choose from, or a value with its unit
// and a mark of where it stands in its range. Hands move it as they move everything (input/control_touch.h).
#pragma once

#include <string_view>

#include "surfaces/display/input/control_touch.h"

namespace headroom::display {

// The value alone, as wide as cell_width() says it needs.
void control_value(Frame& frame, Rect rect, ControlId control);
float cell_width(const ControlRow& row);
// A click opens the list of what there is to choose from. No wheel: what is patched must not move while a list is
// scrolled.
void pick_button(Frame& frame, Rect rect, TouchId id, ControlId control);
// The value at the right, its name in front.
void control_cell(Frame& frame, Rect rect, ControlId control, std::string_view label);
// A vertical slider around 0 with its value below: one band of a graphic equaliser.
void gain_slider(Frame& frame, Rect rect, ControlId control, std::string_view label);

}  // namespace headroom::display
