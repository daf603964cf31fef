#include "surfaces/midi/fader_hand.h"

#include <cmath>
#include <cstdlib>

#include "console/curve.h"
#include "surfaces/midi/surface_picture.h"

namespace headroom {

float value_of_position(const ControlRow& row, int position, const SurfaceDevice& device) {
  return value_at(row, position >= device.end_stop ? 1.0f : static_cast<float>(position) / kFullScale);
}

int position_of_value(const ControlRow& row, float value) {
  return static_cast<int>(std::lround(position_of(row, value) * kFullScale));
}

void FaderHand::touch(ControlId control) {
  if (state_ == State::touched || state_ == State::dropped) return;
  state_ = State::touched;
  moved_control_ = kNoControl;
  hold_.hold(control);
}

void FaderHand::release(int64_t now_ns) {
  if (state_ == State::touched || state_ == State::dropped) leave(now_ns);
}

void FaderHand::move(const LinkClient& desk, ControlId control, int position, const SurfaceDevice& device, int sent,
                     int64_t sent_ns, int64_t now_ns) {
  if (state_ == State::dropped || control == kNoControl) return;
  if (state_ == State::free) {
    const bool is_noise = sent != kNoPosition && (std::abs(position - sent) <= device.fader_noise ||
                                                  now_ns - sent_ns < kMotorTravel_ns);
    if (is_noise) return;
  }
  if (state_ != State::touched) {
    state_ = State::implicit;
    hold_.hold(control);
  }
  const ControlRow& row = desk.table().row(control);
  moved_ns_ = now_ns;
  moved_control_ = control;
  moved_value_ = nearest_value(row, value_of_position(row, position, device));
  hold_.move(control, moved_value_);
}

void FaderHand::change_strip(int64_t now_ns) {
  if (state_ == State::implicit) leave(now_ns);
  if (state_ == State::touched) state_ = State::dropped;
  moved_control_ = kNoControl;
  hold_.let_go();
}

void FaderHand::change_console(ControlId control) {
  hold_.forget_console();
  moved_control_ = kNoControl;
  if (state_ == State::implicit) state_ = State::free;
  hold_.hold(state_ == State::touched ? control : kNoControl);
}

bool FaderHand::tick(LinkClient& desk, int64_t now_ns) {
  if (state_ == State::implicit && now_ns - moved_ns_ >= kImplicitTouch_ns) leave(now_ns);
  hold_.post(desk);
  if (state_ != State::leaving) return false;
  const bool arrived = moved_control_ == kNoControl || desk.value(moved_control_) == moved_value_;
  if (!arrived && now_ns - left_ns_ < kLastMove_ns) return false;
  state_ = State::free;
  return true;
}

void FaderHand::leave(int64_t now_ns) {
  state_ = State::leaving;
  left_ns_ = now_ns;
  hold_.let_go();
}

}  // namespace headroom
