// The selected strip whole: every control that the table gives its kind, along the signal, with the equaliser and the
// compressor drawn large and the strip itself at the right.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

void show_channel_page(Frame& frame, Rect rect);

}  // namespace headroom::display
