#include "dsp/meters/ppm.h"

#include <algorithm>
#include <cmath>

#include "dsp/decibels.h"

namespace headroom {
namespace {

// Two integrators side by side, fitted to the tone-burst tables of the standards within a quarter of their tolerances
// at every sample rate from 44.1 kHz; the gain lets a sine read its peak.
struct Ballistics {
  double slow_ms, fast_ms, slow_share, gain;
};
constexpr Ballistics kTypeI{2.569, 1.014, 0.356, 1.0225};
constexpr Ballistics kTypeII{11.439, 1.476, 0.256, 1.031};
constexpr double kTypeIReturn_dB_per_s = 20 / 1.7, kDinReturn_dB_per_s = 20 / 1.5;
constexpr double kTypeIIReturn_dB_per_s = 24 / 2.8;

bool is_type_II(PpmKind kind) { return kind == PpmKind::type_IIa || kind == PpmKind::type_IIb; }

double return_dB_per_s(PpmKind kind) {
  if (is_type_II(kind)) return kTypeIIReturn_dB_per_s;
  return kind == PpmKind::din_45406 ? kDinReturn_dB_per_s : kTypeIReturn_dB_per_s;
}

}  // namespace

PpmMeter::PpmMeter(PpmKind kind, double sample_rate) {
  const Ballistics& ballistics = is_type_II(kind) ? kTypeII : kTypeI;
  const auto rise = [&](double time_ms) { return 1 - std::exp(-1000 / (time_ms * sample_rate)); };
  slow_rise_ = rise(ballistics.slow_ms);
  fast_rise_ = rise(ballistics.fast_ms);
  slow_share_ = ballistics.slow_share;
  gain_ = ballistics.gain;
  fall_ = std::pow(10, -return_dB_per_s(kind) / 20 / sample_rate);
}

void PpmMeter::process(const float* samples, int frames) {
  double slow = slow_, fast = fast_, highest = highest_;
  for (int f = 0; f < frames; ++f) {
    const double x = std::fabs(samples[f]);
    slow *= fall_;
    fast *= fall_;
    if (x > slow) slow += slow_rise_ * (x - slow);  // false for NaN
    if (x > fast) fast += fast_rise_ * (x - fast);
    highest = std::max(highest, slow_share_ * slow + (1 - slow_share_) * fast);
  }
  slow_ = slow;
  fast_ = fast;
  highest_ = highest;
}

double PpmMeter::reading_dBFS() const { return level_dB(gain_ * (slow_share_ * slow_ + (1 - slow_share_) * fast_)); }

double PpmMeter::max_dBFS() const { return level_dB(gain_ * highest_); }

double ppm_scale(PpmKind kind, double reading_dBFS) {
  constexpr double kAlignment_dBFS = -18, kPermittedMaximum_dBFS = -9;
  switch (kind) {
    case PpmKind::type_I:
    case PpmKind::din_45406: return reading_dBFS - kPermittedMaximum_dBFS;
    case PpmKind::nordic:
    case PpmKind::type_IIb: return reading_dBFS - kAlignment_dBFS;
    case PpmKind::type_IIa: return 4 + (reading_dBFS - kAlignment_dBFS) / 4;
  }
  return 0;
}

}  // namespace headroom
