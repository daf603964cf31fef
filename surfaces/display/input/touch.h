// What hands - the mouse, or any of several fingers - do to one rectangle of the page. Views see only this.
#pragma once

#include <cstdint>

#include "surfaces/display/draw/canvas.h"
#include "surfaces/display/input/fingertips.h"

namespace headroom::display {

// Names a rectangle between frames: a place on the page ("strip fader") and a number that is unique there.
struct TouchId {
  const char* place;
  uint32_t number;
};

struct Touch {
  HandId hand = kMouseHand;  // whose; where several come the first has it
  bool hovered = false;      // by the mouse: fingers do not
  bool pressed = false;      // the left button or a finger went down here in this frame
  bool held = false;         // and is still down
  bool released = false;
  bool double_clicked = false;  // the second press of two
  bool right_clicked = false;
  bool rested =
      false;          // a finger has been down since this frame for kLongHold_s without moving: asks for what is typed
  bool fine = false;  // Shift
  bool alt = false;
  bool held_long = false;  // since this frame for kLongHold_s
  bool tapped =
      false;    // the mouse went down, or a finger was lifted where it had come down: for what a finger draws along
  Point drawn;  // by a finger that has left where it came down, since the last frame; logical px
  float held_s = 0;        // how long it has been down, and was when released
  Point moved;             // since the last frame, while held; logical px
  Point at;                // pointer, logical px
  float wheel = 0;         // notches, away from the hand positive; while hovered
  float wheel_across = 0;  // the same to the left: a second wheel, a touchpad, or Shift and the wheel
};

Touch touch(const Canvas& canvas, Rect rect, TouchId id);
// What fingers alone do to a rectangle, the mouse reaching what lies on it: a list that they draw along.
Touch finger_touch(const Canvas& canvas, Rect rect, TouchId id);
// Where the pointer is, logical px.
Point pointer_place(const Canvas& canvas);
// The wheel anywhere over a rectangle, whatever else in it is touched: to scroll a list of buttons.
float wheel_over(const Canvas& canvas, Rect rect);

}  // namespace headroom::display
