// What the desk is to run on, chosen: device, rate, block, lines and workers. On the Setup page and on the sheet of a
// first start.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

// How high it is at that width with all its devices; on a low page fewer are listed.
float machine_choice_height(const Frame& frame, float width);
// True in the frame in which it is taken.
bool show_machine_choice(Frame& frame, Rect rect);

}  // namespace headroom::display
