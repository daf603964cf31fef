// A button for what must not happen by a slip: held down for a second, while a ring fills.
#pragma once

#include <string_view>

#include "surfaces/display/widgets/button.h"

namespace headroom::display {

// The share of that second that a hand has held it, as a ring that fills from the top. Nothing while nobody holds it.
void hold_ring(Canvas& canvas, Point center, float radius, const Touch& pointer);
// True once, in the frame in which it has been held long enough.
bool hold_button(Frame& frame, Rect rect, TouchId id, std::string_view label, const ButtonLook& look);

}  // namespace headroom::display
