// The surround field as a picture, seen from above: each loudspeaker as far out as it is loud, edges that bulge or cave
// in, the upper layer in orange with a cross turned by 45 degrees, where all of it pulls and pulled in the last 10 s,
// the LFE beside it, and what folding it down to stereo and mono gives now (screen.md section 6.2).
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

void surround_plot(Frame& frame, Rect rect, int tap);

}  // namespace headroom::display
