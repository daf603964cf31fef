// Frequency weightings of sound level meters (IEC 61672-1): A as the ear hears soft sound, C as it hears loud sound, Z
// for none.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "dsp/meters/biquad.h"

namespace headroom {

enum class FrequencyWeighting : uint8_t { A, C, Z };

// The curve of annex E, dB; 0 at 1 kHz.
double weighting_dB(FrequencyWeighting weighting, double freq_hz);

// One channel. Follows the curve within 0.3 dB up to 20 kHz at 44.1 kHz and above.
class WeightingFilter {
 public:
  WeightingFilter(FrequencyWeighting weighting, double sample_rate);
  double tick(double x) {
    for (size_t i = 0; i < used_; ++i) x = states_[i].tick(sections_[i], x);
    return x;
  }
  void reset() { states_ = {}; }

 private:
  std::array<BiquadCoefficients, 3> sections_;
  std::array<BiquadState<double>, 3> states_{};
  size_t used_ = 0;
};

}  // namespace headroom
