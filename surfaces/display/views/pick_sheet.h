// The sheet that lists what a control can be set to, by name: typing narrows the list, a click or Enter takes one.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

// The list that open_picks() opened.
void show_pick_sheet(Frame& frame, Rect page);

}  // namespace headroom::display
