// How many strips of each kind the desk has, and another number of them. On the Setup page.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

float desk_size_height(const Frame& frame);
void show_desk_size(Frame& frame, Rect rect);

}  // namespace headroom::display
