// What the control room hears, always at hand at the foot of the master column: source, mute, dim, mono, talkback, the mode
// of solo, speakers, checks, level.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

void show_monitor_block(Frame& frame, Rect rect);
// Under fingers it has as many rows as there is height to spare, at least mute, talk and the level; the desk's page has them all.
float monitor_block_height(const Fingers& fingers, float spare);

}  // namespace headroom::display
