#include "dsp/eq_matching.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace headroom {
namespace {

double square(double x) { return x * x; }

// |polynomial|^2 on the frequency axis is c^2 + (l^2 - 2 c s) x + s^2 x^2 for x = (f / freq_hz)^2. With x
// mapped, and (1 + alpha T)^2 left out because the other polynomial has it too, this is the polynomial of j
// tan(pi f / sample_rate) that has the same square. No term is a difference of near numbers, so nothing is
// lost at 1 Hz.
Polynomial mapped(const Polynomial& of, const FrequencyMap& map) {
  const double difference = of.constant * map.alpha - of.square * map.kappa;
  const double product = square(of.linear) * map.alpha * map.kappa;
  const double leading = std::sqrt(square(difference) + product);
  const double sum = difference < 0 ? product / (leading - difference) : leading + difference;
  const double middle = std::sqrt(square(of.linear) * map.kappa + 2 * of.constant * sum);
  return {of.constant, std::copysign(middle, of.linear), leading};
}

}  // namespace

double lower_edge(double q) { return 1 / (1 / (2 * q) + std::sqrt(1 / square(2 * q) + 1)); }

double warped_square(double freq_hz, double sample_rate) {
  return square(std::tan(std::numbers::pi * freq_hz / sample_rate));
}

// The numbers in both rules were found by search: the least largest error from 20 Hz to 20 kHz at 44.1 and 48
// kHz over all frequencies up to 20 kHz, gains to 12 dB and Q 0.1..20 (tests/test_eq_design.cpp states what
// is reached).

FrequencyMap map_of_slope(double freq_hz, double below_ratio, double sample_rate) {
  const double top_hz = std::min(18500.0, 0.42 * sample_rate);
  const double weight = std::clamp((1.19 - freq_hz / top_hz) / 0.34, 0.0, 1.0);
  double ratio = std::pow(top_hz / freq_hz, weight) * std::pow(below_ratio, 1 - weight);
  if (std::abs(ratio - 1) < 1e-3) ratio = 0.999;  // two points make a map, one does not

  const double here = 1 / warped_square(freq_hz, sample_rate);
  const double there = square(ratio) / warped_square(ratio * freq_hz, sample_rate);
  const double alpha = (here - there) / (square(ratio) - 1);
  return {.kappa = here + alpha, .alpha = alpha};
}

Resonance match_resonance(double freq_hz, double q, double sample_rate) {
  const double top_hz = std::min(20000.0, 0.45 * sample_rate);
  const double lower = std::pow(lower_edge(q), 0.4 + 0.73 * square(freq_hz / top_hz));
  const double upper = std::max(std::hypot(0.9 * top_hz / freq_hz, 0.36), 1.02);

  // With t = T / T(freq_hz), beta = alpha T(freq_hz) and kappa T(freq_hz) = 1 + beta, the square of the
  // prototype's q (1/x - x) is q'^2 (1-t)^2 / ((1 + beta) t (1 + beta t)); that it agrees at two frequencies
  // gives beta and q'.
  const double unit = warped_square(freq_hz, sample_rate);
  const double t1 = warped_square(lower * freq_hz, sample_rate) / unit;
  const double t2 = warped_square(upper * freq_hz, sample_rate) / unit;
  const double spread1 = square((1 - t1) / (q * (1 / lower - lower))) / t1;
  const double spread2 = square((1 - t2) / (q * (1 / upper - upper))) / t2;
  const double beta = (spread2 - spread1) / (spread1 * t2 - spread2 * t1);
  return {.map = {.kappa = (1 + beta) / unit, .alpha = beta / unit},
          .q = std::sqrt((1 + beta) * (1 + beta * t1) / spread1)};
}

SecondOrder digital(const Prototype& prototype, const FrequencyMap& map) {
  const Polynomial numerator = mapped(prototype.numerator, map);
  const Polynomial denominator = mapped(prototype.denominator, map);
  const double middle = std::sqrt(denominator.constant * denominator.square);
  return {.g = std::sqrt(denominator.constant / denominator.square),
          .k = denominator.linear / middle,
          .low = numerator.constant / denominator.constant,
          .band = numerator.linear / middle,
          .high = numerator.square / denominator.square};
}

FirstOrder digital_first_order(const Prototype& prototype, const FrequencyMap& map) {
  // As in mapped(), with 1 + alpha T left out once.
  const auto leading = [&map](const Polynomial& of) {
    return std::sqrt(square(of.constant) * map.alpha + square(of.linear) * map.kappa);
  };
  const Polynomial &numerator = prototype.numerator, &denominator = prototype.denominator;
  return {.g = denominator.constant / leading(denominator),
          .low = numerator.constant / denominator.constant,
          .high = leading(numerator) / leading(denominator)};
}

}  // namespace headroom
