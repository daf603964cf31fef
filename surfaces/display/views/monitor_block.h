// What the control room hears, always at hand at the foot of the master column: source, mute, dim, mono, talkback, the mode
// of solo, speakers, checks, level.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

void show_monitor_block(Frame& frame, Rect rect);
inline constexpr float kMonitorBlock = 216;

}  // namespace headroom::display
