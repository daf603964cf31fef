#include "surfaces/control_hold.h"

namespace headroom {

void ControlHold::move(ControlId control, float value) {
  moved_ = control;
  value_ = value;
}

void ControlHold::post(LinkClient& desk) {
  if (moved_ != kNoControl) {
    if (!open(desk, moved_) || !desk.set(moved_, value_)) return;
    moved_ = kNoControl;
  }
  if (wanted_ == kNoControl)
    close(desk);
  else
    open(desk, wanted_);
}

bool ControlHold::open(LinkClient& desk, ControlId control) {
  if (open_ == control) return true;
  if (!close(desk) || !desk.begin_gesture(control)) return false;
  open_ = control;
  return true;
}

bool ControlHold::close(LinkClient& desk) {
  if (open_ != kNoControl && !desk.end_gesture(open_)) return false;
  open_ = kNoControl;
  return true;
}

}  // namespace headroom
