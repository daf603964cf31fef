// How hands move controls (screen.md section 8), the same everywhere: drags are relative, Shift makes everything fine,
// the wheel steps, a double click brings the default back, a right click or a finger at rest asks for an exact value.
#pragma once

#include "surfaces/display/frame.h"
#include "surfaces/display/input/touch.h"

namespace headroom::display {

enum class Axis { horizontal, vertical };

// Applies a touch to a control whose whole range is `travel` logical px of drag. `anchor` is where a typed value
// appears.
void drag_control(Frame& frame, const Touch& touch, ControlId id, Axis axis, float travel, Rect anchor);
// A press switches an on/off control; no gesture is needed.
void press_control(Frame& frame, const Touch& touch, ControlId id);
// Notes that hands reach this control in this frame; what moves controls by drag and press does so itself.
void reach(Frame& frame, ControlId id);
// The pointer lies over this control, if it does: F1 tells what it is.
void point_at(Frame& frame, const Touch& touch, ControlId id);
// Opens the sheet that takes an exact value or a name.
void open_entry(Frame& frame, ControlId id, Rect anchor);
// Opens the list of what it can be set to, with the value that is set in sight.
void open_picks(Frame& frame, ControlId id, Rect anchor);

// A value as the screen writes it: as everywhere, with the sign for infinity. Without `unit` only the number.
std::string shown_value(const ControlRow& row, float value, bool unit = true);
// The same for a control of this desk: inputs, strips and lanes by their names.
std::string shown_value(const DeskCopy& desk, ControlId id, float value, bool unit = true);
// Gains read better with their sign: "+3.0 dB".
std::string signed_dB(float dB, bool unit = true);

}  // namespace headroom::display
