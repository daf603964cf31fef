// Keys for hands that have nothing but the glass: numbers for a value, letters for a name or a word.
#pragma once

#include "console/control_row.h"
#include "surfaces/display/frame.h"

namespace headroom::display {

// What all keys for a control take, logical px.
struct KeySize {
  float w = 0, h = 0;
};
KeySize touch_keys_size(const ControlRow& row, const Fingers& fingers);

// Presses go to `entry`. True when what is typed is to be forgotten.
bool touch_keys(Frame& frame, Rect rect, const ControlRow& row, Entry& entry);

}  // namespace headroom::display
