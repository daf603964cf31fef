// The inputs that sound now, each with its level: a click names the channel. What has just begun to sound is offered.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

void show_listen(Frame& frame, Rect rect);

}  // namespace headroom::display
