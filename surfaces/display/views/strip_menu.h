// What opens beside a strip's name: its colour, and the user layers it lies on. These are one person's, on screens
// alone: boxes have layers of their own, in their key plans.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

void show_strip_menu(Frame& frame, Rect page);

}  // namespace headroom::display
