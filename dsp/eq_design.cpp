#include "dsp/eq_design.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace headroom {
namespace {

double prewarped(double freq_hz, double sample_rate) {
  return std::tan(std::numbers::pi * std::clamp(freq_hz / sample_rate, 1 / sample_rate, 0.49));
}

double damping(double q) {
  return 1 / std::clamp(q, 0.05, 100.0);
}

// Square root of the gain, the A of the RBJ cookbook.
double half_gain(double gain_dB) {
  return std::pow(10.0, std::clamp(gain_dB, -60.0, 60.0) / 40);
}

// The two sections of a Butterworth filter of 6, 12, 18 or 24 dB per octave, from what makes one of them: `first()` of
// first order, `second(k)` of second order (dynamics-eq 1.4: the damping k is 1/Q).
template <class First, class Second>
std::array<EqSection, 2> butterworth(int slope_dB_per_octave, First first, Second second) {
  const double k_12 = std::numbers::sqrt2;
  if (slope_dB_per_octave < 9) return {first(), bypassed(second(k_12))};
  if (slope_dB_per_octave < 15) return {second(k_12), bypassed(second(k_12))};
  if (slope_dB_per_octave < 21) return {second(1), first()};
  return {second(2 * std::cos(std::numbers::pi / 8)), second(2 * std::sin(std::numbers::pi / 8))};
}

}  // namespace

std::array<EqSection, 2> design_high_pass(double freq_hz, int slope_dB_per_octave, double sample_rate) {
  const double g = prewarped(freq_hz, sample_rate);
  return butterworth(
      slope_dB_per_octave, [g] { return section_of(FirstOrder{.g = g, .low = 0, .high = 1}); },
      [g](double k) { return section_of(SecondOrder{.g = g, .k = k, .low = 0, .band = 0, .high = 1}); });
}

std::array<EqSection, 2> design_low_pass(double freq_hz, int slope_dB_per_octave, double sample_rate) {
  const double g = prewarped(freq_hz, sample_rate);
  return butterworth(
      slope_dB_per_octave, [g] { return section_of(FirstOrder{.g = g, .low = 1, .high = 0}); },
      [g](double k) { return section_of(SecondOrder{.g = g, .k = k, .low = 1, .band = 0, .high = 0}); });
}

EqSection design_bell(double freq_hz, double gain_dB, double q, double sample_rate) {
  const double a = half_gain(gain_dB), k = damping(q);
  return section_of(
      SecondOrder{.g = prewarped(freq_hz, sample_rate), .k = k / a, .low = 1, .band = k * a, .high = 1});
}

EqSection design_low_shelf(double freq_hz, double gain_dB, double q, double sample_rate) {
  const double a = half_gain(gain_dB), k = damping(q);
  return section_of(SecondOrder{
      .g = prewarped(freq_hz, sample_rate) / std::sqrt(a), .k = k, .low = a * a, .band = k * a, .high = 1});
}

EqSection design_high_shelf(double freq_hz, double gain_dB, double q, double sample_rate) {
  const double a = half_gain(gain_dB), k = damping(q);
  return section_of(SecondOrder{
      .g = prewarped(freq_hz, sample_rate) * std::sqrt(a), .k = k, .low = 1, .band = k * a, .high = a * a});
}

EqSection design_notch(double freq_hz, double q, double sample_rate) {
  return section_of(
      SecondOrder{.g = prewarped(freq_hz, sample_rate), .k = damping(q), .low = 1, .band = 0, .high = 1});
}

EqSection design_band_pass(double freq_hz, double q, double sample_rate) {
  const double k = damping(q);
  return section_of(SecondOrder{.g = prewarped(freq_hz, sample_rate), .k = k, .low = 0, .band = k, .high = 0});
}

EqSection design_all_pass(double freq_hz, double q, double sample_rate) {
  const double k = damping(q);
  return section_of(SecondOrder{.g = prewarped(freq_hz, sample_rate), .k = k, .low = 1, .band = -k, .high = 1});
}

}  // namespace headroom
