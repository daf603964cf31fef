// The upper half of a strip, between its name and its pan: one part of the channel for all strips at once, as the mode
// chosen in the layer bar says.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

// The rows of a strip of this height that the desk's channels share, so that all strips line up.
struct StripRows {
  bool input, dynamics, equaliser, sends, pan;
  float top_height() const;  // of all but the pan
};
StripRows rows_that_fit(float height);

// Fills `area`, which is rows.top_height() high. A strip that lacks the part leaves its place empty.
void show_strip_top(Frame& frame, Rect area, const StripRows& rows, StripIndex strip, Color ground);

}  // namespace headroom::display
