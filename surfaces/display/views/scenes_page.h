// The scenes: a list of all places with what can be done with the marked one, and beside it what the next one would
// change.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

void show_scenes_page(Frame& frame, Rect rect);

}  // namespace headroom::display
