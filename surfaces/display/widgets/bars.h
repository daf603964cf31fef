// The small bars and shapes of a strip: gate lamp, sends, pan, equaliser thumbnail.
#pragma once

#include "surfaces/display/input/control_touch.h"

namespace headroom::display {

// A triangle up in green: open; down in grey: shut; both, small: on its way between; hollow: the gate is off.
enum class GateState { off, open, moving, shut };
GateState gate_state(const DeskCopy& desk, StripIndex strip);
void gate_lamp(Canvas& canvas, Rect rect, GateState state);

// The strip's first sends, as many as fit: hollow before the fader, filled behind it.
void send_bars(Frame& frame, Rect rect, StripIndex strip);
// Where the signal lies between left and right; filled from the centre. The drag acts on the pan.
void pan_bar(Frame& frame, Rect rect, TouchId id, StripIndex strip);
// The strip's response, grey when everything is switched out.
void eq_thumbnail(Frame& frame, Rect rect, StripIndex strip);

}  // namespace headroom::display
