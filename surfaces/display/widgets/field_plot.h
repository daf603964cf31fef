// The stereo field as a picture: the goniometer's cloud, the polar level around it, safe lines, correlation at its
// right edge, balance and the loss in mono at its foot (screen.md section 6.2).
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

// Of the tap that the screen hears.
void field_plot(Frame& frame, Rect rect);

// The word of danger, where plots warn.
void alarm(Canvas& canvas, Rect rect, const char* words);

}  // namespace headroom::display
