// The sheet of a first start: what the desk is to run on, with the best that there is chosen already. It can be put
// aside.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

void show_setup_sheet(Frame& frame, Rect page);

}  // namespace headroom::display
