#include "dsp/eq_design.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "dsp/eq_matching.h"

namespace headroom {
namespace {

double bounded_hz(double freq_hz, double sample_rate) { return std::clamp(freq_hz, 1.0, 0.49 * sample_rate); }

double bounded_q(double q) { return std::clamp(q, 0.05, 100.0); }

// Square root of the gain, the A of the RBJ cookbook.
double half_gain(double gain_dB) { return std::pow(10.0, std::clamp(gain_dB, -60.0, 60.0) / 40); }

// For map_of_slope: found with its other numbers.
double slope_begins(double q) { return std::pow(lower_edge(q), 0.6); }

// A Butterworth filter has its poles on a circle (dynamics-eq 1.4 lists their Q). `first` and `second` are
// the numerators of its factors of first and second order.
std::array<EqSection, 2> butterworth(const Polynomial& first, const Polynomial& second, double freq_hz,
                                     int slope_dB_per_octave, double sample_rate) {
  const double hz = bounded_hz(freq_hz, sample_rate);
  const auto first_order = [&] {
    return section_of(digital_first_order({first, {1, 1, 0}}, map_of_slope(hz, slope_begins(0.5), sample_rate)));
  };
  const auto second_order = [&](double q) {
    return section_of(digital({second, {1, 1 / q, 1}}, map_of_slope(hz, slope_begins(q), sample_rate)));
  };
  const double q_12 = std::numbers::sqrt2 / 2;
  if (slope_dB_per_octave < 9) return {first_order(), bypassed(second_order(q_12))};
  if (slope_dB_per_octave < 15) return {second_order(q_12), bypassed(second_order(q_12))};
  if (slope_dB_per_octave < 21) return {second_order(1), first_order()};
  return {second_order(0.5 / std::cos(std::numbers::pi / 8)), second_order(0.5 / std::sin(std::numbers::pi / 8))};
}

// `numerator` over s^2 + damping s + 1, both middle terms over q: what depends on q (s + 1/s) alone.
EqSection resonance(double freq_hz, double q, double sample_rate, Polynomial numerator, double damping) {
  const Resonance matched = match_resonance(bounded_hz(freq_hz, sample_rate), bounded_q(q), sample_rate);
  numerator.linear /= matched.q;
  return section_of(digital({numerator, {1, damping / matched.q, 1}}, matched.map));
}

// Shelf that is a far below freq_hz, 1 at freq_hz and 1/a far above, all times `gain`.
EqSection shelf(double freq_hz, double a, double q, double sample_rate, double gain) {
  const double hz = bounded_hz(freq_hz, sample_rate), bounded = bounded_q(q), root = std::sqrt(a);
  SecondOrder filter =
      digital({{root, 1 / bounded, 1 / root}, {1 / root, 1 / bounded, root}},
              map_of_slope(hz, std::min(slope_begins(bounded), std::min(root, 1 / root)), sample_rate));
  filter.low *= gain;
  filter.band *= gain;
  filter.high *= gain;
  return section_of(filter);
}

}  // namespace

std::array<EqSection, 2> design_high_pass(double freq_hz, int slope_dB_per_octave, double sample_rate) {
  return butterworth({0, 1, 0}, {0, 0, 1}, freq_hz, slope_dB_per_octave, sample_rate);
}

std::array<EqSection, 2> design_low_pass(double freq_hz, int slope_dB_per_octave, double sample_rate) {
  return butterworth({1, 0, 0}, {1, 0, 0}, freq_hz, slope_dB_per_octave, sample_rate);
}

EqSection design_bell(double freq_hz, double gain_dB, double q, double sample_rate) {
  const double a = half_gain(gain_dB);
  return resonance(freq_hz, q, sample_rate, {1, a, 1}, 1 / a);
}

EqSection design_low_shelf(double freq_hz, double gain_dB, double q, double sample_rate) {
  const double a = half_gain(gain_dB);
  return shelf(freq_hz, a, q, sample_rate, a);
}

EqSection design_high_shelf(double freq_hz, double gain_dB, double q, double sample_rate) {
  const double a = half_gain(gain_dB);
  return shelf(freq_hz, 1 / a, q, sample_rate, a);
}

EqSection design_notch(double freq_hz, double q, double sample_rate) {
  return resonance(freq_hz, q, sample_rate, {1, 0, 1}, 1);
}

EqSection design_band_pass(double freq_hz, double q, double sample_rate) {
  return resonance(freq_hz, q, sample_rate, {0, 1, 0}, 1);
}

// The curve of an all-pass is its phase: that is exact at freq_hz and at the lower edge of its band.
EqSection design_all_pass(double freq_hz, double q, double sample_rate) {
  const double hz = bounded_hz(freq_hz, sample_rate);
  const double unit = warped_square(hz, sample_rate);
  const double t = warped_square(hz * lower_edge(bounded_q(q)), sample_rate) / unit;
  const double k = (1 - t) / std::sqrt(t);
  return section_of(SecondOrder{.g = std::sqrt(unit), .k = k, .low = 1, .band = -k, .high = 1});
}

}  // namespace headroom
