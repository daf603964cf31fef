// A stripe over what a mode changes: it says which mode, and has the keys that turn and end it.
#pragma once

#include "surfaces/display/frame.h"
#include "surfaces/display/input/touch.h"

namespace headroom::display {

// A key of a banner, cut off its right end. True in the frame in which it is pressed.
bool banner_key(Frame& frame, Rect& banner, float width, TouchId id, const char* words);

}  // namespace headroom::display
