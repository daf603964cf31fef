// The two conversions that every dynamics design makes: levels to what the kernels compare, times to what they move by.
// Control thread only.
#pragma once

#include <algorithm>
#include <cmath>

#include "dsp/decibels.h"

namespace headroom {

// Levels that are smoothed or drawn run in log2 of the linear value: 1 is 6.02 dB.
inline constexpr double kLog2PerdB = 0.166096404744368;  // log2(10) / 20

// Speed per frame of a one-pole that covers 1 - 1/e of a step in `time_ms` (dynamics-eq 2.2: 1 - exp(-1 / (tau fs))).
// Below a tenth of a frame: at once.
inline double pole_speed(double time_ms, double sample_rate) {
  const double frames = std::max(time_ms, 0.0) * sample_rate / 1000;
  return frames < 0.1 ? 1.0 : -std::expm1(-1 / frames);
}

// For counters that are loaded with it and lose one each frame from the first frame on; at most twenty seconds.
inline double counted_frames(double time_ms, double sample_rate) {
  return std::round(std::clamp(time_ms, 0.0, 20000.0) * sample_rate / 1000) + 1;
}

}  // namespace headroom
