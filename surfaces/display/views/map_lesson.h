// Teaching a MIDI box: the list of boxes on the Setup page, and the stripe that tells on every page how it goes.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

void show_boxes(Frame& frame, Rect rect);

// Whether a box is being taught: then the stripe stands above the page.
bool has_lesson(const Frame& frame);
void show_lesson(Frame& frame, Rect banner);

}  // namespace headroom::display
