// The keyboard: one list of what keys do to the desk and to this screen (screen.md section 11). Keys come through a queue of
// our own, so that the quickest press between two frames counts.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

enum class Key { letter, left, right, up, down, page_up, page_down, enter, escape, f2 };

struct KeyPress {
  Key key = Key::letter;
  char32_t letter = 0;  // as printed on the key of the user's layout, small
  bool ctrl = false, shift = false;
};

void apply_key(Frame& frame, Rect page, const KeyPress& press);

}  // namespace headroom::display
