#include "dsp/meters/frequency_weighting.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace headroom {
namespace {

// Annex E: C falls below f1 and above f4, each twice; A also below f2 and f3.
constexpr double kF1_hz = 20.598997, kF2_hz = 107.65265, kF3_hz = 737.86223, kF4_hz = 12194.217;
constexpr double kCGain_dB = 0.0619, kAGain_dB = 1.9997;

// A filter of one pole: y = b0 x + b1 x1 - a1 y1.
struct OnePole {
  double b0, b1, a1;
};

OnePole high_pass(double freq_hz, double sample_rate) {
  const double k = std::tan(std::numbers::pi * freq_hz / sample_rate);
  return {1 / (1 + k), -1 / (1 + k), (k - 1) / (k + 1)};
}

// A low-pass so close to the Nyquist frequency that the bilinear transform would close it too early. Its squared gain
// is (1 + n p) / (1 + d p) with p = 1 - cos(w); n and d are chosen so that it is exact at two frequencies.
OnePole low_pass(double freq_hz, double sample_rate) {
  const auto wanted = [&](double at_hz) { return 1 / (1 + at_hz * at_hz / (freq_hz * freq_hz)); };
  const auto place = [&](double at_hz) { return 1 - std::cos(2 * std::numbers::pi * at_hz / sample_rate); };
  const double first_hz = std::min(0.3 * sample_rate, 13000.0), second_hz = std::min(0.45 * sample_rate, 19000.0);
  const double p1 = place(first_hz), p2 = place(second_hz), g1 = wanted(first_hz), g2 = wanted(second_hz);
  // n p - d g p = g - 1 at both.
  const double d = ((g1 - 1) / p1 - (g2 - 1) / p2) / (g2 - g1);
  const double n = (g1 - 1) / p1 + d * g1;
  // |b0 + b1/z|^2 = (b0 + b1)^2 - 2 b0 b1 p with b0 + b1 = 1, and the same below the line, scaled to begin with 1.
  const double b0 = (1 + std::sqrt(1 + 2 * n)) / 2, c0 = (1 + std::sqrt(1 + 2 * d)) / 2;
  return {b0 / c0, (1 - b0) / c0, (1 - c0) / c0};
}

BiquadCoefficients together(const OnePole& a, const OnePole& b) {
  return {a.b0 * b.b0, a.b0 * b.b1 + a.b1 * b.b0, a.b1 * b.b1, a.a1 + b.a1, a.a1 * b.a1};
}

}  // namespace

double weighting_dB(FrequencyWeighting weighting, double freq_hz) {
  if (weighting == FrequencyWeighting::Z) return 0;
  const double f2 = freq_hz * freq_hz;
  const double c = kF4_hz * kF4_hz * f2 / ((f2 + kF1_hz * kF1_hz) * (f2 + kF4_hz * kF4_hz));
  if (weighting == FrequencyWeighting::C) return 20 * std::log10(c) + kCGain_dB;
  return 20 * std::log10(c * f2 / std::sqrt((f2 + kF2_hz * kF2_hz) * (f2 + kF3_hz * kF3_hz))) + kAGain_dB;
}

WeightingFilter::WeightingFilter(FrequencyWeighting weighting, double sample_rate) {
  if (weighting == FrequencyWeighting::Z) return;
  const OnePole low = high_pass(kF1_hz, sample_rate), high = low_pass(kF4_hz, sample_rate);
  BiquadCoefficients top = together(high, high);
  const double gain = std::pow(10, (weighting == FrequencyWeighting::A ? kAGain_dB : kCGain_dB) / 20);
  for (double* b : {&top.b0, &top.b1, &top.b2}) *b *= gain;
  sections_[used_++] = together(low, low);
  sections_[used_++] = top;
  if (weighting == FrequencyWeighting::A)
    sections_[used_++] = together(high_pass(kF2_hz, sample_rate), high_pass(kF3_hz, sample_rate));
}

}  // namespace headroom
