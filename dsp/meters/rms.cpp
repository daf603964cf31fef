#include "dsp/meters/rms.h"

#include <algorithm>
#include <cmath>

#include "dsp/levels.h"

namespace headroom {
namespace {

// Two equal poles over the squares: 98 % of the power, -0.09 dB, is reached in 600 ms.
constexpr double kPole_rad_per_s = 9.72;

}  // namespace

double k_zero_dBFS(KScale scale) { return scale == KScale::k_12 ? -12 : scale == KScale::k_14 ? -14 : -20; }

RmsMeter::RmsMeter(double sample_rate) : rise_(1 - std::exp(-kPole_rad_per_s / sample_rate)) {}

void RmsMeter::process(const float* samples, int frames) {
  double first = first_, second = second_, highest = highest_;
  for (int f = 0; f < frames; ++f) {
    const double square = static_cast<double>(samples[f]) * samples[f];
    if (std::isfinite(square)) first += rise_ * (square - first);
    second += rise_ * (first - second);
    highest = std::max(highest, second);
  }
  first_ = first;
  second_ = second;
  highest_ = highest;
}

double RmsMeter::reading_dBFS() const { return rms_dBFS(second_); }
double RmsMeter::max_dBFS() const { return rms_dBFS(highest_); }

}  // namespace headroom
