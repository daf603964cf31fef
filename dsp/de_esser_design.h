// From what an engineer dials to what the de-esser multiplies by. It splits the sound into a band around `freq_hz` and
// the rest, which add up to the sound as it came; the band is turned down while it is above the threshold. So the sound
// passes bit for bit as long as nothing is reduced. Control thread only.
#pragma once

#include "dsp/eq_section.h"

namespace headroom {

// The rows of DeEsserRow (strip.h), in their order.
struct DeEsserDesign {
  float threshold_log2 = 0;
  float range_log2 = 0;  // 0 = neutral
  float attack = 1, release = 1;
  float decay = 0;
  float listen = 0;
};

struct DeEsserSettings {
  double freq_hz = 6000;      // middle of the band; -3 dB at 0.62 and 1.62 times as much
  double threshold_dB = -30;  // level of the band, peak
  double range_dB = 6;        // the band is turned down to the threshold, by this at most (>= 0)
  bool listen = false;        // the strip sounds like the band as it comes
};

// The band: 0 dB at freq_hz, Q 1. What is left when it is turned down is a bell of that gain.
EqSection design_de_esser_band(const DeEsserSettings& settings, double sample_rate);
// Attack 0.5 ms, release 40 ms (dynamics-eq 2.4); the peak detector in front falls to 37 % in 5 ms.
DeEsserDesign design_de_esser(const DeEsserSettings& settings, double sample_rate);
// Switched off: everything passes, bit for bit.
DeEsserDesign bypassed(DeEsserDesign de_esser);

// Gain of the band in dB for its level.
double static_gain_dB(const DeEsserSettings& settings, double band_level_dB);

}  // namespace headroom
