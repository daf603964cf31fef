// The last 30 s of where the sound came from, with the directions it is read by (screen.md section 6.2).
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

// Of the tap that the screen hears.
void angle_plot(Frame& frame, Rect rect);

}  // namespace headroom::display
