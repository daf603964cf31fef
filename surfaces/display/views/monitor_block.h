// What the control room hears, always at hand at the foot of the master column: source, mute, dim, mono, talkback, the mode
// of solo, speakers, checks, level. Rows that this desk's table does not have are not drawn.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

void show_monitor_block(Frame& frame, Rect rect);
inline constexpr float kMonitorBlock = 204;

}  // namespace headroom::display
