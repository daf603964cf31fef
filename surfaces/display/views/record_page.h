// The recorder: one large key, the take with its times, and every strip that can be recorded, armed by a press.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

void show_record_page(Frame& frame, Rect rect);

}  // namespace headroom::display
