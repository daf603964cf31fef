// The keyboard: one table of what keys do to the desk and to this screen (screen.md section 11), which is also the
// sheet that
// `?` shows. Keys come through a queue of our own, so that the quickest press between two frames counts.
#pragma once

#include <span>

#include "surfaces/display/frame.h"

namespace headroom::display {

enum class Key { letter, left, right, up, down, page_up, page_down, enter, escape, backspace, f1, f2, f5, f12 };

struct KeyPress {
  Key key = Key::letter;
  char32_t letter = 0;  // as printed on the key of the user's layout, small
  bool ctrl = false, shift = false;
};

// Shift makes what a key does finer; with Ctrl it may be another shortcut.
struct Shortcut {
  KeyPress press;
  const char* keys;  // as the sheet writes them: "Ctrl+Z"
  const char* deed;
  void (*act)(Frame& frame, const KeyPress& press);
};
std::span<const Shortcut> shortcuts();

// What the pointer does everywhere, for the sheet.
struct Gesture {
  const char* hand;
  const char* deed;
};
std::span<const Gesture> gestures();

void apply_key(Frame& frame, const KeyPress& press);

}  // namespace headroom::display
