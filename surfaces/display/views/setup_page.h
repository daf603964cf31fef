// The Setup page: what the desk runs on, its lines tried out, shows to begin with, inputs named by noise.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

void show_setup_page(Frame& frame, Rect rect);

}  // namespace headroom::display
