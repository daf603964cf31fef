// The levels of every lane of a meter tap on the scale of one's choice, what was highest, and the overs.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

void show_levels_panel(Frame& frame, Rect rect, int tap);

}  // namespace headroom::display
