// What belongs to the whole desk rather than to a strip: monitoring and headphones, solo, oscillator, link groups, mute
// groups, and what each output carries.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

void show_desk_page(Frame& frame, Rect rect);

}  // namespace headroom::display
