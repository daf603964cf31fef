// The compressor's static curve, level in against level out, with a dot where the signal is now. Computed by the design
// code the engine runs.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

void compressor_plot(Frame& frame, Rect rect, StripIndex strip);

}  // namespace headroom::display
