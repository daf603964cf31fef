// What was done on the desk, by whom and when, newest first (screen.md section 8): a click on a line brings the desk to
// where it stood right after that.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

void show_undo_sheet(Frame& frame, Rect page);

}  // namespace headroom::display
