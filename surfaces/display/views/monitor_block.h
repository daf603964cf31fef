// What the control room hears, always at hand at the foot of the master column: source, mute, dim, mono, talkback, the
// mode of solo, speakers, checks, level.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

void show_monitor_block(Frame& frame, Rect rect);
// The talkback's key alone. A short click latches, a long one talks for as long as it is held. A right click shows the
// microphone's strip whole.
void show_talk(Frame& frame, Rect rect);
// Under fingers it has as many rows as there is height to spare, at least mute, talk and the level; the desk's page has
// them all.
float monitor_block_height(const Fingers& fingers, float spare);

}  // namespace headroom::display
