// A hand's hold on one control: opens a gesture, moves the value, closes it, always in this order, and as fast as the
// console takes it. Of moves the console had no time for, the newest wins.
#pragma once

#include "console/link/link_client.h"

namespace headroom {

class ControlHold {
 public:
  // The hand takes hold (kNoControl: lets go). What was held before is closed first.
  void hold(ControlId control) { wanted_ = control; }
  void let_go() { wanted_ = kNoControl; }
  // A new value for a control; a control not held is held for this one edit.
  void move(ControlId control, float value);

  ControlId held() const { return wanted_; }

  // Posts what is waiting. Call after hands have moved and on every tick.
  void post(LinkClient& desk);
  // The console is another one: what was open there is closed by its end.
  void forget_console() { open_ = moved_ = kNoControl; }

 private:
  bool open(LinkClient& desk, ControlId control);
  bool close(LinkClient& desk);

  ControlId wanted_ = kNoControl;  // what the hand holds
  ControlId open_ = kNoControl;    // the gesture the console knows of
  ControlId moved_ = kNoControl;   // what `value_` is for, kNoControl when nothing waits
  float value_ = 0;
};

}  // namespace headroom
