// What F1 says about a control: its name, address, unit, range and default, by its row of the table.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

void show_explanation(Frame& frame, Rect page);

}  // namespace headroom::display
