// How loud each loudspeaker plays one sound.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>

#include "dsp/loudspeakers.h"

namespace headroom {

// One linear gain for each loudspeaker.
struct SpeakerGains {
  std::array<double, kLoudspeakers> gains{};

  double& operator[](Loudspeaker loudspeaker) { return gains[static_cast<size_t>(loudspeaker)]; }
  double operator[](Loudspeaker loudspeaker) const { return gains[static_cast<size_t>(loudspeaker)]; }
};

inline SpeakerGains operator*(double factor, SpeakerGains gains) {
  for (double& gain : gains.gains) gain *= factor;
  return gains;
}
inline SpeakerGains operator+(SpeakerGains a, const SpeakerGains& b) {
  for (size_t side = 0; side < a.gains.size(); ++side) a.gains[side] += b.gains[side];
  return a;
}

// The sum of the squares.
inline double power_of(const SpeakerGains& gains) {
  double power = 0;
  for (const double gain : gains.gains) power += gain * gain;
  return power;
}
// The same proportions with power 1; silence stays silence.
inline SpeakerGains with_unit_power(const SpeakerGains& gains) {
  const double power = power_of(gains);
  return power > 0 ? 1 / std::sqrt(power) * gains : gains;
}

}  // namespace headroom
