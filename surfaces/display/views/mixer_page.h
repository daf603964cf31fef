// The mixer page: its regions (screen.md section 2) and the views in them.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

struct Regions {
  Rect top_bar, rail, selected_channel, strips, master, layer_bar;
};
// `page` in logical px. Without the selected channel its rectangle is empty and the strips are taller.
Regions lay_out(Rect page, bool with_selected_channel);

// How many strips fit beside each other, at most `wanted`.
int strips_that_fit(float width, int wanted);

void show_mixer_page(Frame& frame, Rect page);

}  // namespace headroom::display
