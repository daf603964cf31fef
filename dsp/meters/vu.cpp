#include "dsp/meters/vu.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "dsp/decibels.h"

namespace headroom {
namespace {

// A needle that reaches 99 % in 300 ms and swings 1.25 % too far: the middle of the 1 to 1.5 % allowed.
constexpr double kDamping = 0.81272, kNeedle_rad_per_s = 13.512;

// The mean of a rectified sine is 2 / pi of its peak.
double gain_for(double zero_VU_dBFS) { return std::numbers::pi / 2 * std::pow(10, -zero_VU_dBFS / 20); }

}  // namespace

VuMeter::VuMeter(double sample_rate, double zero_VU_dBFS) : gain_(gain_for(zero_VU_dBFS)), frame_s_(1 / sample_rate) {}

void VuMeter::align(double zero_VU_dBFS) { gain_ = gain_for(zero_VU_dBFS); }

void VuMeter::process(const float* samples, int frames) {
  constexpr double kSpring = kNeedle_rad_per_s * kNeedle_rad_per_s, kBrake = 2 * kDamping * kNeedle_rad_per_s;
  double deflection = deflection_, speed = speed_, highest = highest_;
  for (int f = 0; f < frames; ++f) {
    const double force = std::isfinite(samples[f]) ? gain_ * std::fabs(samples[f]) : 0;
    speed += frame_s_ * (kSpring * (force - deflection) - kBrake * speed);
    deflection += frame_s_ * speed;
    if (deflection < 0) deflection = speed = 0;  // the stop at the left
    highest = std::max(highest, deflection);
  }
  deflection_ = deflection;
  speed_ = speed;
  highest_ = highest;
}

double VuMeter::reading_VU() const { return level_dB(deflection_); }
double VuMeter::max_VU() const { return level_dB(highest_); }

}  // namespace headroom
