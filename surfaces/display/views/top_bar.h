// The bar that never leaves: show and whether it is saved, undo and redo, the clock, solo clear, the desk's health, and a
// lamp for everything that may be lost.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

void show_top_bar(Frame& frame, Rect rect);

}  // namespace headroom::display
