// The page: its regions (screen.md section 2), the bars that never leave the screen, and what stands in the middle.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

struct Regions {
  Rect top_bar, rail, banner, selected_channel, strips, master, layer_bar;
  // Selected channel and strips together: what pages other than the mixer fill.
  Rect middle() const { return {strips.x, selected_channel.y, strips.w, selected_channel.h + strips.h}; }
};
// `page` in logical px. Without the selected channel its rectangle is empty and the strips are taller.
// Under fingers there is none either: the channel's own page has the room that its controls need. `with_banner`: what
// stands in the middle makes room for a stripe above it.
Regions lay_out(Rect page, bool with_selected_channel, const Fingers& fingers = {}, bool with_banner = false);

void show_page(Frame& frame, Rect page);

}  // namespace headroom::display
