#include "dsp/loudness.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace headroom {
namespace {

constexpr double kAbsoluteGate_LUFS = -70;
constexpr double kRelativeGate_LU = -10;
constexpr double kHopsPerBlock = 4;  // 75 % overlap
constexpr double kHop_s = 0.1;
constexpr double kOffset_LU = -0.691;  // cancels the weighting's gain at 997 Hz

double loudness_of(double power) {
  return kOffset_LU + 10 * std::log10(power);
}
double power_of(double loudness_LUFS) {
  return std::pow(10, (loudness_LUFS - kOffset_LU) / 10);
}

struct Prototype {
  double freq_hz, q;
};
// The analogue filters behind the published 48 kHz coefficients.
constexpr Prototype kShelf{1681.974450955533, 0.7071752369554196};
constexpr double kShelfGain_dB = 3.999843853973347;
constexpr double kShelfBandExponent = 0.4996667741545416;
constexpr Prototype kHighPass{38.13547087602444, 0.5003270373238773};
constexpr double kPublishedRate_hz = 48000;

struct Bilinear {
  Bilinear(const Prototype& prototype, double sample_rate)
      : k(std::tan(std::numbers::pi * prototype.freq_hz / sample_rate)),
        k_over_q(k / prototype.q),
        a0(1 + k_over_q + k * k) {}
  double k, k_over_q, a0;
  double a1() const { return 2 * (k * k - 1) / a0; }
  double a2() const { return (1 - k_over_q + k * k) / a0; }
};

class Biquad {
 public:
  explicit Biquad(const BiquadCoefficients& c) : c_(c) {}
  double tick(double x) {  // transposed direct form II
    const double y = c_.b0 * x + z1_;
    z1_ = c_.b1 * x - c_.a1 * y + z2_;
    z2_ = c_.b2 * x - c_.a2 * y;
    return y;
  }

 private:
  BiquadCoefficients c_;
  double z1_ = 0, z2_ = 0;
};

// Adds the weighted energy of each whole hop of a channel to `hops`.
void add_hop_energies(const LoudnessChannel& channel, const KWeighting& weighting, int hop_frames,
                      std::vector<double>& hops) {
  Biquad shelf(weighting.shelf), high_pass(weighting.high_pass);
  size_t f = 0;
  for (double& hop : hops) {
    double energy = 0;
    for (int i = 0; i < hop_frames; ++i) {
      const double y = high_pass.tick(shelf.tick(channel.samples[f++]));
      energy += y * y;
    }
    hop += channel.weight * energy;
  }
}

// Mean of the powers above a gate; 0 when there are none.
double gated_mean(const std::vector<double>& powers, double gate) {
  double sum = 0;
  size_t count = 0;
  for (const double power : powers) {
    if (!(power > gate)) continue;
    sum += power;
    ++count;
  }
  return count ? sum / static_cast<double>(count) : 0;
}

}  // namespace

KWeighting design_k_weighting(double sample_rate) {
  KWeighting weighting{};
  const Bilinear shelf(kShelf, sample_rate);
  const double vh = std::pow(10, kShelfGain_dB / 20), vb = std::pow(vh, kShelfBandExponent);
  const double k2 = shelf.k * shelf.k;
  weighting.shelf = {(vh + vb * shelf.k_over_q + k2) / shelf.a0, 2 * (k2 - vh) / shelf.a0,
                     (vh - vb * shelf.k_over_q + k2) / shelf.a0, shelf.a1(), shelf.a2()};
  const Bilinear high_pass(kHighPass, sample_rate);
  // The published numerator is (1, -2, 1), not divided by a0: the 0.04 dB this adds at 48 kHz belong to the
  // response.
  const double scale = Bilinear(kHighPass, kPublishedRate_hz).a0 / high_pass.a0;
  weighting.high_pass = {scale, -2 * scale, scale, high_pass.a1(), high_pass.a2()};
  return weighting;
}

double integrated_LUFS(std::span<const LoudnessChannel> channels, double sample_rate) {
  constexpr double kSilence = -std::numeric_limits<double>::infinity();
  const int hop_frames = static_cast<int>(std::lround(kHop_s * sample_rate));
  if (channels.empty() || hop_frames < 1) return kSilence;
  std::vector<double> hops(channels.front().samples.size() / static_cast<size_t>(hop_frames));
  const KWeighting weighting = design_k_weighting(sample_rate);
  for (const LoudnessChannel& channel : channels)
    if (channel.weight != 0) add_hop_energies(channel, weighting, hop_frames, hops);

  std::vector<double> blocks;  // mean powers of 400 ms each; what is left at the end is no block
  for (size_t hop = 3; hop < hops.size(); ++hop)
    blocks.push_back((hops[hop - 3] + hops[hop - 2] + hops[hop - 1] + hops[hop]) /
                     (kHopsPerBlock * hop_frames));
  const double absolute_gate = power_of(kAbsoluteGate_LUFS);
  const double ungated = gated_mean(blocks, absolute_gate);
  if (ungated == 0) return kSilence;
  const double relative_gate = power_of(loudness_of(ungated) + kRelativeGate_LU);
  return loudness_of(gated_mean(blocks, std::max(absolute_gate, relative_gate)));
}

std::vector<double> loudness_weights(int channels) {
  constexpr double kSurround = 1.41;  // the standard's literal number
  if (channels == 6) return {1, 1, 1, 0, kSurround, kSurround};
  return std::vector<double>(static_cast<size_t>(channels), 1.0);
}

}  // namespace headroom
