#include "dsp/levels.h"

#include <algorithm>
#include <cmath>

namespace headroom {

float sample_peak(const float* samples, int64_t frames) {
  float peak = 0;
  for (int64_t f = 0; f < frames; ++f) peak = std::max(peak, std::fabs(samples[f]));
  return peak;
}

double mean_square(std::span<const float> samples) {
  double sum = 0;
  for (const float x : samples) sum += static_cast<double>(x) * x;
  return samples.empty() ? 0 : sum / static_cast<double>(samples.size());
}

std::optional<double> correlation(std::span<const float> left, std::span<const float> right) {
  double product = 0;
  for (size_t f = 0; f < left.size(); ++f) product += static_cast<double>(left[f]) * right[f];
  const double powers = mean_square(left) * mean_square(right);
  if (!(powers > 0)) return std::nullopt;
  return std::clamp(product / static_cast<double>(left.size()) / std::sqrt(powers), -1.0, 1.0);
}

std::optional<double> correlation_of(double product, double power, double other_power) {
  if (std::min(power, other_power) < kSilentPower) return std::nullopt;
  return std::clamp(product / std::sqrt(power * other_power), -1.0, 1.0);
}

double rms_dBFS(double mean_square) { return 10 * std::log10(2 * mean_square); }

}  // namespace headroom
