// How the desk is: what it costs, what the device gives, dropouts, who has joined, and what the desk said, with times.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

void show_health_page(Frame& frame, Rect rect);

}  // namespace headroom::display
