#include "dsp/eq_design.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

namespace headroom {
namespace {

// A point of the continuous-time filter: g and damping k, and the weights of input, band-pass and low-pass.
struct Prototype {
  double g, k;
  double m0, m1, m2;
};

// Why a mixture of two designs is stable, and stays so while it moves: with m = (p + d)/2 - 1 and h = (p -
// d)/2 a design has sqrt(b^2 + m^2) = 1 - h. These points lie on a cone, mixtures inside it, and inside it
// the norm of the state's matrix, at most sqrt(b^2 + m^2) + h, is at most 1. So no step can make the states
// grow.
EqSection section_of(const Prototype& f) {
  const double a = 1 / (1 + f.g * (f.g + f.k));
  const double b = 2 * f.g * a;
  const double p = 2 * f.g * (f.g + f.k) * a;
  const double d = 2 * f.g * f.g * a;
  // The prototype weighs the means of old and new state, s1 + (b v - p s1)/2 and s2 + (b s1 + d v)/2; here
  // that is spelled out in x and the old states, so that the output does not wait for the new ones.
  return {.b = static_cast<float>(b),
          .p = static_cast<float>(p),
          .d = static_cast<float>(d),
          .m0 = static_cast<float>(f.m0 + (f.m1 * b + f.m2 * d) / 2),
          .m1 = static_cast<float>(f.m1 * (1 - p / 2) + f.m2 * b / 2),
          .m2 = static_cast<float>(f.m2 * (1 - d / 2) - f.m1 * b / 2)};
}

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

}  // namespace

EqSection design_high_pass(double freq_hz, double sample_rate) {
  const double k = std::numbers::sqrt2;
  return section_of({prewarped(freq_hz, sample_rate), k, 1, -k, -1});
}

EqSection design_bell(double freq_hz, double gain_dB, double q, double sample_rate) {
  const double a = half_gain(gain_dB);
  const double k = damping(q) / a;
  return section_of({prewarped(freq_hz, sample_rate), k, 1, k * (a * a - 1), 0});
}

EqSection design_low_shelf(double freq_hz, double gain_dB, double q, double sample_rate) {
  const double a = half_gain(gain_dB);
  const double k = damping(q);
  return section_of({prewarped(freq_hz, sample_rate) / std::sqrt(a), k, 1, k * (a - 1), a * a - 1});
}

EqSection design_high_shelf(double freq_hz, double gain_dB, double q, double sample_rate) {
  const double a = half_gain(gain_dB);
  const double k = damping(q);
  return section_of({prewarped(freq_hz, sample_rate) * std::sqrt(a), k, a * a, k * (1 - a) * a, 1 - a * a});
}

EqSection bypassed(EqSection section) {
  section.m0 = 1;
  section.m1 = 0;
  section.m2 = 0;
  return section;
}

// The section's own difference equations, solved for z on the unit circle:
//   (z - 1 + p) s1 + b s2 = b x,   -b s1 + (z - 1 + d) s2 = d x,   y = m0 x + m1 s1 + m2 s2
double response_dB(const EqSection& section, double freq_hz, double sample_rate) {
  // z - 1 on the unit circle, without cancellation at low frequencies
  const double half_angle = std::numbers::pi * freq_hz / sample_rate;
  const std::complex<double> z_minus_1 =
      2 * std::sin(half_angle) * std::complex<double>(-std::sin(half_angle), std::cos(half_angle));
  const double b = section.b, p = section.p, d = section.d;
  const std::complex<double> determinant = (z_minus_1 + p) * (z_minus_1 + d) + b * b;
  double m0 = section.m0;
  if (std::abs(determinant) == 0) return 20 * std::log10(std::max(std::abs(m0), 1e-10));
  const std::complex<double> s1 = (b * (z_minus_1 + d) - b * d) / determinant;
  const std::complex<double> s2 = (d * (z_minus_1 + p) + b * b) / determinant;
  const std::complex<double> y =
      m0 + static_cast<double>(section.m1) * s1 + static_cast<double>(section.m2) * s2;
  return 20 * std::log10(std::max(std::abs(y), 1e-10));
}

}  // namespace headroom
