// A button for what must not happen by a slip: held down for a second, while a ring fills.
#pragma once

#include <string_view>

#include "surfaces/display/widgets/button.h"

namespace headroom::display {

// True once, in the frame in which it has been held long enough.
bool hold_button(Frame& frame, Rect rect, TouchId id, std::string_view label, const ButtonLook& look);

}  // namespace headroom::display
