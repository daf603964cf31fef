// Buttons and lamps: a raised field that lights up in the colour of its state.
#pragma once

#include <string_view>

#include "surfaces/display/input/control_touch.h"

namespace headroom::display {

struct ButtonLook {
  Face face = Face::semi13;
  Color fill = theme::kRaised;  // as it is now
  Color ink = theme::kTextMid;
};
// A lit button: its fill, and the ink that can be read on it.
ButtonLook lit(Color fill, Color ink = theme::kInk, Face face = Face::semi13);
ButtonLook unlit(Face face = Face::semi13);

// Draws the button; the caller acts on the touch.
Touch button(Frame& frame, Rect rect, TouchId id, std::string_view label, const ButtonLook& look);
// A button that switches an on/off control and lights up when it is on.
Touch switch_button(Frame& frame, Rect rect, TouchId id, ControlId control, std::string_view label, Color lit_fill,
                    Face face = Face::semi13);

// "Page 1", "Page 2"... from the right end of `rect`; turns `page`. Nothing where there is only one.
void page_buttons(Frame& frame, Rect rect, TouchId id, int pages, int& page);

// A section's title in small capitals.
void title(Frame& frame, Rect rect, std::string_view words, Color on = theme::kPanel);
// A control's value as text that can be dragged (vertically), stepped, reset and typed over.
void value_field(Frame& frame, Rect rect, TouchId id, ControlId control, const TextStyle& style,
                 bool with_sign = false);
// The same with a small name in front.
void named_field(Frame& frame, Rect rect, TouchId id, ControlId control, std::string_view name, float name_width);

}  // namespace headroom::display
