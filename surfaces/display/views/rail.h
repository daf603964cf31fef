// The rail at the left edge: the pages, and the sheet of keys.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

void show_rail(Frame& frame, Rect rect);

}  // namespace headroom::display
