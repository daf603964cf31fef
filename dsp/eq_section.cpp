#include "dsp/eq_section.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace headroom {

// Why a mixture of two sections is stable, and stays so while it moves: one frame multiplies the states by
//   [1-p  -b ]
//   [ b   1-d]
// and matrices of norm at most 1, which cannot make the states grow, form a convex set. With m = (p + d)/2 -
// 1 and h = (p - d)/2 the matrix is a turn scaled by sqrt(b^2 + m^2) and a reflection scaled by |h|, and its
// norm is the sum of both. Every section lies in that set: in one of second order sqrt(b^2 + m^2) = 1 - h, so
// the norm is 1; in one of first order b = 0 and p = d, so the norm is |1 - d| < 1; bypassed sections keep
// their matrix.
EqSection section_of(const SecondOrder& filter) {
  const double g = filter.g, k = filter.k;
  const double a = 1 / (1 + g * (g + k));
  const double b = 2 * g * a;
  const double p = 2 * g * (g + k) * a;
  const double d = 2 * g * g * a;
  // Weights of the input and of the state-variable filter's band-pass and low-pass outputs.
  const double input = filter.high, band = filter.band - k * filter.high, low = filter.low - filter.high;
  // Those outputs are the means of old and new state, s1 + (b v - p s1)/2 and s2 + (b s1 + d v)/2; here that
  // is spelled out in x and the old states, so that the output does not wait for the new ones.
  return {.b = static_cast<float>(b),
          .p = static_cast<float>(p),
          .d = static_cast<float>(d),
          .m0 = static_cast<float>(input + (band * b + low * d) / 2),
          .m1 = static_cast<float>(band * (1 - p / 2) + low * b / 2),
          .m2 = static_cast<float>(low * (1 - d / 2) - band * b / 2)};
}

// The second state alone: s2 += d (x - s2). The first hears nothing, and what it held dies away as fast.
EqSection section_of(const FirstOrder& filter) {
  const double d = 2 * filter.g / (1 + filter.g);
  const double low = filter.low - filter.high;
  return {.b = 0,
          .p = static_cast<float>(d),
          .d = static_cast<float>(d),
          .m0 = static_cast<float>(filter.high + low * d / 2),
          .m1 = 0,
          .m2 = static_cast<float>(low * (1 - d / 2))};
}

EqSection bypassed(EqSection section) {
  section.m0 = 1;
  section.m1 = 0;
  section.m2 = 0;
  return section;
}

// The section's own difference equations, solved for z on the unit circle:
//   (z - 1 + p) s1 + b s2 = b x,   -b s1 + (z - 1 + d) s2 = d x,   y = m0 x + m1 s1 + m2 s2
std::complex<double> response(const EqSection& section, double freq_hz, double sample_rate) {
  // z - 1 on the unit circle, without cancellation at low frequencies
  const double half_angle = std::numbers::pi * freq_hz / sample_rate;
  const std::complex<double> z_minus_1 =
      2 * std::sin(half_angle) * std::complex<double>(-std::sin(half_angle), std::cos(half_angle));
  const double b = section.b, p = section.p, d = section.d;
  const double m0 = section.m0, m1 = section.m1, m2 = section.m2;
  const std::complex<double> determinant = (z_minus_1 + p) * (z_minus_1 + d) + b * b;
  if (determinant == 0.0) return m0;
  const std::complex<double> s1 = b * z_minus_1 / determinant;
  const std::complex<double> s2 = (d * (z_minus_1 + p) + b * b) / determinant;
  return m0 + m1 * s1 + m2 * s2;
}

double response_dB(const EqSection& section, double freq_hz, double sample_rate) {
  return 20 * std::log10(std::max(std::abs(response(section, freq_hz, sample_rate)), 1e-10));
}

}  // namespace headroom
