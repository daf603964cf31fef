// The column that never leaves: the main mix's level, fader and mute, the stereo field, and the monitor.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

void show_master_column(Frame& frame, Rect rect);

}  // namespace headroom::display
