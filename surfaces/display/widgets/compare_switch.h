// A/B: which memory of a strip's processing is heard, and whether the other one differs.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

// How wide it is; its letters are as high as `rect` allows.
float compare_switch_width(const Fingers& fingers);
// "A = B", "A ≠ B": the one heard is lit, a press on the other changes over. Only for strips that have it.
void compare_switch(Frame& frame, Rect rect, StripIndex strip);

}  // namespace headroom::display
