// The equaliser as a plot from 20 Hz to 20 kHz and -18 to +18 dB. Its nodes - the high-pass and the bands - are
// dragged; the wheel turns Q, a double click resets a band, a right click changes its type. The curve comes from the
// design code the engine runs. Behind it, at 30 %, the spectrum of the strip while a meter tap hears it.
#pragma once

#include "surfaces/display/input/control_touch.h"

namespace headroom::display {

// `rect` holds the plot with its numbers: the column left of it and the row below.
void eq_plot(Frame& frame, Rect rect, StripIndex strip);
// Lets the last meter tap hear the strip, for the spectrum behind its curve; lit while any tap does.
void analyser_button(Frame& frame, Rect rect, StripIndex strip);
// What the section under the hand, or the one last moved, is set to, at the right end of the rectangle: "band 3 · bell
// · 3.20 kHz · +3.0 dB · Q 0.90", or the values alone where room is short.
void section_line(Frame& frame, Rect rect, StripIndex strip);

}  // namespace headroom::display
