#include "dsp/meters/k_weighting.h"

#include <cmath>
#include <numbers>

namespace headroom {
namespace {

struct Prototype {
  double freq_hz, q;
};
// The analogue filters behind the published 48 kHz coefficients.
constexpr Prototype kShelf{1681.974450955533, 0.7071752369554196};
constexpr double kShelfGain_dB = 3.999843853973347;
constexpr double kShelfBandExponent = 0.4996667741545416;
constexpr Prototype kRlbHighPass{38.13547087602444, 0.5003270373238773};
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

}  // namespace

KWeighting design_k_weighting(double sample_rate) {
  KWeighting weighting{};
  const Bilinear shelf(kShelf, sample_rate);
  const double vh = std::pow(10, kShelfGain_dB / 20), vb = std::pow(vh, kShelfBandExponent);
  const double k2 = shelf.k * shelf.k;
  weighting.shelf = {(vh + vb * shelf.k_over_q + k2) / shelf.a0, 2 * (k2 - vh) / shelf.a0,
                     (vh - vb * shelf.k_over_q + k2) / shelf.a0, shelf.a1(), shelf.a2()};
  const Bilinear high_pass(kRlbHighPass, sample_rate);
  // The published numerator is (1, -2, 1), not divided by a0: the 0.04 dB this adds at 48 kHz belong to the
  // response.
  const double scale = Bilinear(kRlbHighPass, kPublishedRate_hz).a0 / high_pass.a0;
  weighting.high_pass = {scale, -2 * scale, scale, high_pass.a1(), high_pass.a2()};
  return weighting;
}

double loudness_weight(double azimuth_deg, double elevation_deg) {
  constexpr double kSide = 1.41;  // the standard's literal number
  const double aside_deg = std::fabs(azimuth_deg);
  return std::fabs(elevation_deg) < 30 && aside_deg >= 60 && aside_deg <= 120 ? kSide : 1;
}

std::vector<double> loudness_weights(SpeakerLayout layout) {
  std::vector<double> weights;
  for (const Loudspeaker loudspeaker : loudspeakers_of(layout)) {
    const Direction at = direction_of(layout, loudspeaker);
    weights.push_back(loudspeaker == Loudspeaker::lfe ? 0 : loudness_weight(at.azimuth_deg, at.elevation_deg));
  }
  return weights;
}

}  // namespace headroom
