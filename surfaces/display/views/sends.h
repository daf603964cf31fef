// The parts of the selected channel that list other strips: its sends, and the members of a DCA.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

bool has_sends(const Frame& frame, StripIndex strip);
// A channel's sends to the auxes with their taps, or a bus's sends to the matrices, and the pan below.
void show_sends(Frame& frame, Rect column, StripIndex strip);
// Which strips a DCA moves, as switches.
void show_members(Frame& frame, Rect area, StripIndex dca);

}  // namespace headroom::display
