// How the sides of a tap belong together, -1 ... +1: a thin mark over 0.3 s, a block over 3 s, striped where mono
// listeners lose something.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

void correlation_bar(Frame& frame, Rect rect, const PhaseReading& phase);

// Left against right, +-6 dB from end to end.
void balance_bar(Frame& frame, Rect rect, const PhaseReading& phase);

}  // namespace headroom::display
