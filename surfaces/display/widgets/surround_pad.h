// Where a strip stands among the loudspeakers of the main, seen from above with the front at the top: the dot is
// dragged over azimuth and distance, the slider beside it over elevation, the wheel turns the spread, a double click
// goes home.
#pragma once

#include "surfaces/display/input/control_touch.h"

namespace headroom::display {

void surround_pad(Frame& frame, Rect rect, StripIndex strip);

}  // namespace headroom::display
