#include "surfaces/midi/fader_hand.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "console/curve.h"
#include "surfaces/midi/surface_picture.h"

namespace headroom {
namespace {

bool has_own_law(const ControlRow& row, const SurfaceDevice& device) {
  return row.curve == Curve::fader && !device.law.empty();
}

// Straight lines between the points; below the first the fader is off.
float level_of_position(const std::vector<FaderPoint>& law, int position) {
  if (position < law.front().position) return kOff_dB;
  for (size_t i = 1; i < law.size(); ++i) {
    const FaderPoint &low = law[i - 1], &high = law[i];
    if (position <= high.position)
      return low.level_dB + (high.level_dB - low.level_dB) * static_cast<float>(position - low.position) /
                                static_cast<float>(high.position - low.position);
  }
  return law.back().level_dB;
}

float position_of_level(const std::vector<FaderPoint>& law, float level_dB) {
  if (level_dB < law.front().level_dB) return 0;
  for (size_t i = 1; i < law.size(); ++i) {
    const FaderPoint &low = law[i - 1], &high = law[i];
    if (level_dB <= high.level_dB)
      return static_cast<float>(low.position) + static_cast<float>(high.position - low.position) *
                                                    (level_dB - low.level_dB) / (high.level_dB - low.level_dB);
  }
  return static_cast<float>(law.back().position);
}

}  // namespace

float value_of_position(const ControlRow& row, int position, const SurfaceDevice& device) {
  if (has_own_law(row, device)) return level_of_position(device.law, position >= device.top ? kFullScale : position);
  return value_at(row, position >= device.top ? 1.0f : static_cast<float>(position) / kFullScale);
}

int position_of_value(const ControlRow& row, float value, const SurfaceDevice& device) {
  const float position = has_own_law(row, device) ? position_of_level(device.law, value)
                                                  : position_of(row, value) * static_cast<float>(kFullScale);
  const auto steps = std::lround(position / static_cast<float>(device.step));
  return std::min(static_cast<int>(steps) * device.step, kFullScale);
}

void FaderHand::touch(ControlId control, int64_t now_ns) {
  heard_ns_ = now_ns;
  if (state_ == State::touched || state_ == State::dropped) return;
  state_ = State::touched;
  moved_control_ = kNoControl;
  hold_.hold(control);
}

void FaderHand::release(int64_t now_ns) {
  if (state_ == State::touched || state_ == State::dropped) leave(now_ns);
}

void FaderHand::doubt(int64_t now_ns) {
  if (now_ns - heard_ns_ >= kSilentHand_ns) release(now_ns);
}

void FaderHand::move(const LinkClient& desk, ControlId control, int position, const SurfaceDevice& device, int sent,
                     int64_t sent_ns, int64_t now_ns) {
  heard_ns_ = now_ns;
  if (state_ == State::dropped || control == kNoControl) return;
  if (state_ == State::free) {
    const bool is_noise =
        sent != kNoPosition && (std::abs(position - sent) <= device.noise || now_ns - sent_ns < kMotorTravel_ns);
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
