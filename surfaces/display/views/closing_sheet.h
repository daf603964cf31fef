// What is asked when the last window is to be closed while the desk records: that would end the take.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

void show_closing_sheet(Frame& frame, Rect page);

}  // namespace headroom::display
