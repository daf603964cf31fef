// A hand on a knob without end (V-Pot, jog wheel): ticks become values on a readable grid, and turns that follow each
// other are one gesture.
#pragma once

#include <cstdint>

#include "surfaces/control_hold.h"

namespace headroom {

// Turns within this time of each other are one gesture.
inline constexpr int64_t kTurn_ns = 300'000'000;

// The value so many ticks from `from`: 100 ticks are a control's whole travel (1, 2 or 5 of a decimal place where the
// row is linear, so that -6.0 dB stays on a round number; one choice a tick), a tenth of that while fine. A turn across
// the middle of a control that has one stops there: it can be felt.
float turned_value(const ControlRow& row, float from, int ticks, bool is_fine);

// How many ticks one counts for on a knob that counts one by one, when it follows the one before by `gap_ns`: a quick
// hand gets over the travel in a turn, a slow one to the value it means. 1 from 50 ms on, 4 at 12.5 ms and below.
int accelerated_tick(int64_t gap_ns);

// What a push on a knob does: switches turn over, choices go on to the next, everything else goes to its default.
float pushed_value(const ControlRow& row, float from, float standard, float most);

class TurningHand {
 public:
  // Boxes that say several ticks at a time accelerate by themselves; those that say one at a time are accelerated here,
  // but for choices and while fine.
  void turn(const LinkClient& desk, ControlId control, int ticks, bool is_fine, int64_t now_ns);
  void push(const LinkClient& desk, ControlId control, int64_t now_ns);
  // The knob stands for something else now, or the box is gone.
  void let_go() { hold_.let_go(); }
  // Ends a gesture whose time is over, posts what waits.
  void tick(LinkClient& desk, int64_t now_ns);

 private:
  void set(ControlId control, float value, int64_t now_ns);

  ControlHold hold_;
  float value_ = 0;
  int64_t turned_ns_ = 0;
  int way_ = 0;  // of the last turn: -1, +1
};

}  // namespace headroom
