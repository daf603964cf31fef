// The upper half of a strip, between its name and its pan: one part of the channel for all strips at once, as the mode
// chosen in the layer bar says.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

// The rows of a strip of this height that the desk's channels share, so that all strips line up.
struct StripRows {
  bool input, dynamics, equaliser, sends, pan;
  float top_height(const Fingers& fingers) const;  // of all but the pan
};
StripRows rows_that_fit(float height, const Fingers& fingers);

// Whether that is enough for other modes than the strip at a glance; by mouse always.
bool has_strip_modes(const Fingers& fingers, float top_height);

// Fills `area`, which is rows.top_height(fingers) high. A strip that lacks the part leaves its place empty.
void show_strip_top(Frame& frame, Rect area, const StripRows& rows, StripIndex strip, Color ground);

}  // namespace headroom::display
