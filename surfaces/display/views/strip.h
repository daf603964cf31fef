// One strip of the desk, top to bottom (screen.md section 3): colour, name, input, dynamics, equaliser, sends, pan,
// solo, mute, fader and meters, value, membership. A strip shows what its kind has; when room is short, upper rows give
// way and the bottom never moves.
#pragma once

#include "surfaces/display/frame.h"
#include "surfaces/display/input/touch.h"

namespace headroom::display {

void show_strip(Frame& frame, Rect rect, StripIndex strip);
// Its own; the colour of lines for what has none, as the talkback.
Color strip_color(const Frame& frame, StripIndex strip);

// Where a mute comes from: its own, "G2": a mute group, or "D3": a DCA it belongs to. Numbers are 1-based; 0: none.
struct MuteCause {
  bool own = false;
  int group = 0, dca = 0;
  bool any() const { return own || group > 0 || dca > 0; }
};
MuteCause mute_cause(const DeskCopy& desk, StripIndex strip);
// The mute button, solid for its own mute, hatched with the cause's letter and number otherwise.
void mute_button(Frame& frame, Rect rect, TouchId id, StripIndex strip, bool is_narrow);

}  // namespace headroom::display
