// The device's lines tried out: the round trip measured, and a test tone on any output.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

void show_line_tests(Frame& frame, Rect& rect);

}  // namespace headroom::display
