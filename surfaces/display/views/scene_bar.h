// The top bar's scenes: the one that is heard, the one that comes next, GO, and back.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

// The least width in which numbers and names of the usual length are read.
float least_scene_bar(const Fingers& fingers);
void show_scene_bar(Frame& frame, Rect rect);

}  // namespace headroom::display
