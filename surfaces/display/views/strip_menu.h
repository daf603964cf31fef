// What opens beside a strip's name: its colour, and the user layers it lies on.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

void show_strip_menu(Frame& frame, Rect page);

}  // namespace headroom::display
