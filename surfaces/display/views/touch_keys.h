// Keys for hands that have nothing but the glass: numbers for a value, letters for a name or a word to be found.
#pragma once

#include "console/control_row.h"
#include "surfaces/display/frame.h"

namespace headroom::display {

// Which keys there are: those for the values of a control, or letters alone, where a list is searched.
struct Keys {
  const ControlRow* numbers_of = nullptr;
};
Keys keys_for(const ControlRow& row);

// What all of them take, logical px.
struct KeySize {
  float w = 0, h = 0;
};
KeySize touch_keys_size(Keys keys, const Fingers& fingers);

// The one pressed that is no letter.
enum class LastKey { none, enter, leave };
// Letters go to `typed`.
LastKey touch_keys(Frame& frame, Rect rect, Keys keys, TouchTyped& typed);

}  // namespace headroom::display
