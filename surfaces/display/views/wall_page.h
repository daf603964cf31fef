// The master column over the whole screen, to be read from afar: the main's levels, loudness and field, and what they
// were. Made for a screen that stands upright on a wall; it lies across as well.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

// Fills all below the top bar. Without a tap that hears the main it says what to do first.
void show_wall_page(Frame& frame, Rect rect);

}  // namespace headroom::display
