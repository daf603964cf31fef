// The stereo field as a picture: the goniometer's cloud, the polar level around it, safe lines, and the correlation at its
// right edge (screen.md section 6.2).
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

void field_plot(Frame& frame, Rect rect);

}  // namespace headroom::display
