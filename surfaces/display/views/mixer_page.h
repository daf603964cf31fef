// The mixer page: the selected channel in short above the strips of the open layer.
#pragma once

#include "surfaces/display/views/page.h"

namespace headroom::display {

// How many strips fit beside each other, at most `wanted`.
int strips_that_fit(float width, int wanted, const Fingers& fingers = {});

void show_mixer_page(Frame& frame, const Regions& regions);

}  // namespace headroom::display
