// What lies above the page for a moment: a value being typed, the colours of a strip, the shortcuts, a toast, and the
// banner that says the console is gone.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

void show_sheets(Frame& frame, Rect page);

}  // namespace headroom::display
