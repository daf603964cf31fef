// What belongs to this screen and its user rather than to the desk: theme, meter colours, size, strips side by side,
// hand.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

void show_screen_sheet(Frame& frame, Rect page);

}  // namespace headroom::display
