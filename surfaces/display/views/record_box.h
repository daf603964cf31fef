// The top bar's word on the recording: how many are armed, whether it runs and for how long, how long the disk lasts,
// and what was lost. A press leads to the page.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

inline constexpr float kRecordBox = 140;  // its width

void show_record_box(Frame& frame, Rect rect);

}  // namespace headroom::display
