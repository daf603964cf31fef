// The sheet of keys: every shortcut of the table in input/shortcuts.cpp, and what the pointer does.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

void show_shortcut_sheet(Frame& frame, Rect page);

}  // namespace headroom::display
