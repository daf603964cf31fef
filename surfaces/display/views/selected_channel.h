// The one place that shows a strip whole, left to right along the signal: input and gate, equaliser, compressor, sends,
// where it goes. Shows what the selected strip's kind has.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

void show_selected_channel(Frame& frame, Rect rect);

}  // namespace headroom::display
