// Where a strip stands among the loudspeakers, seen from above, small enough for a strip's row: its direction, distance
// and spread, and how loud it is there. Dragged sideways it turns.
#pragma once

#include "surfaces/display/input/control_touch.h"

namespace headroom::display {

inline constexpr float kPolarGlyph = 24;  // its side
void polar_glyph(Frame& frame, Rect rect, TouchId id, StripIndex strip);

}  // namespace headroom::display
