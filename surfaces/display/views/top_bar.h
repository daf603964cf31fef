// The bar that never leaves: show and whether it is saved, undo and redo, scenes and GO, the clock, the recording, solo
// clear, the desk's health, and a lamp for everything that may be lost.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

// On a page of that width.
float top_bar_height(float width, const Fingers& fingers);
void show_top_bar(Frame& frame, Rect rect);

}  // namespace headroom::display
