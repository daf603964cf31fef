// The selected strip in short, above the strips of the mixer page, left to right along the signal: input and gate,
// equaliser, compressor, sends, where it goes. The channel page has the rest.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

void show_selected_channel(Frame& frame, Rect rect);

}  // namespace headroom::display
