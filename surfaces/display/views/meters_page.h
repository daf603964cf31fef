// The meter bridge: every strip of the desk that has sound, side by side - level, where its fader stands, gate, gain
// reduction, mute, the highest peak since cleared. As many as fit; a larger desk has pages.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

void show_meters_page(Frame& frame, Rect rect);

}  // namespace headroom::display
