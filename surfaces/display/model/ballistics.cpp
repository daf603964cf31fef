#include "surfaces/display/model/ballistics.h"

#include <algorithm>
#include <cmath>

namespace headroom::display {

float dB_of_gain(float gain) {
  // The smallest gain worth a logarithm is kSilence_dB's.
  return gain > 6.3e-8f ? 20.0f * std::log10(gain) : kSilence_dB;
}

float iec_deflection(float dB) {
  // Points of 115, by straight pieces.
  float points = 0;
  if (dB < -70)
    points = 0;
  else if (dB < -60)
    points = 0.25f * (dB + 70);
  else if (dB < -50)
    points = 0.5f * (dB + 60) + 2.5f;
  else if (dB < -40)
    points = 0.75f * (dB + 50) + 7.5f;
  else if (dB < -30)
    points = 1.5f * (dB + 40) + 15;
  else if (dB < -20)
    points = 2.0f * (dB + 30) + 30;
  else
    points = 2.5f * (std::min(dB, 6.0f) + 20) + 50;
  return points / 115.0f;
}

void LevelMeter::feed(float peak, float new_mean_square, float seconds) {
  if (seconds <= 0) return;
  const float new_dB = dB_of_gain(peak);
  peak_dB = std::max(new_dB, peak_dB - kRelease_dB_per_s * seconds);
  hold_age_s += seconds;
  if (new_dB >= hold_dB) {
    hold_dB = new_dB;
    hold_age_s = 0;
  } else if (hold_age_s > kHold_s) {
    // Only what lies behind the hold time is time to fall in.
    const float falling_s = std::min(seconds, hold_age_s - kHold_s);
    hold_dB = std::max(peak_dB, hold_dB - kRelease_dB_per_s * falling_s);
  }
  const float keep = std::exp(-seconds / kRmsTime_s);
  mean_square = new_mean_square + keep * (mean_square - new_mean_square);
  max_dB = std::max(max_dB, new_dB);
  was_full = was_full || peak >= 1.0f;
  numeric_age_s += seconds;
  if (numeric_age_s >= kNumeric_s || new_dB > numeric_peak_dB) {
    numeric_peak_dB = hold_dB;
    numeric_rms_dB = rms_dB();
    numeric_age_s = 0;
  }
}

float LevelMeter::rms_dB() const { return dB_of_gain(std::sqrt(std::max(0.0f, mean_square))); }

void ReductionMeter::feed(float lowest_gain, float seconds) {
  constexpr float kReturn_dB_per_s = 60;
  const float new_dB = lowest_gain < 1 ? dB_of_gain(lowest_gain) : 0;  // most strips reduce nothing
  gain_dB = std::min(new_dB, std::min(0.0f, gain_dB + kReturn_dB_per_s * seconds));
}

}  // namespace headroom::display
