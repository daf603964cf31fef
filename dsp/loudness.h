// Integrated loudness of a whole programme by ITU-R BS.1770-4/-5: K-weighting, 400 ms blocks every 100 ms,
// the absolute gate at -70 LUFS and the relative one 10 LU below the mean of what passed it.
#pragma once

#include <span>
#include <vector>

namespace headroom {

// A second-order section in direct form: y = b0 x + b1 x1 + b2 x2 - a1 y1 - a2 y2.
struct BiquadCoefficients {
  double b0, b1, b2, a1, a2;
};

// The two stages of K-weighting (BS.1770 Annex 1), designed again for any sample rate from the analogue
// prototypes that give the published coefficients at 48 kHz; the response stays that of 48 kHz.
struct KWeighting {
  BiquadCoefficients shelf;      // stage 1: the head
  BiquadCoefficients high_pass;  // stage 2: RLB
};
KWeighting design_k_weighting(double sample_rate);

// One channel of a programme and its weight: 1 for left, right, centre and mono; 1.41 for surrounds; 0 for
// the LFE.
struct LoudnessChannel {
  std::span<const float> samples;
  double weight = 1;
};

// LUFS; -infinity when nothing is above the absolute gate or the programme is shorter than 400 ms. All
// channels are of one length. Mono is one channel of weight 1 (no dual-mono compensation, as in the
// standard).
double integrated_LUFS(std::span<const LoudnessChannel> channels, double sample_rate);

// The weights of a file's channels in WAV order: mono, stereo, and six channels (5.1: L R C LFE Ls Rs);
// others count fully.
std::vector<double> loudness_weights(int channels);

}  // namespace headroom
