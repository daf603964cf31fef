#include "console/head_equaliser.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "dsp/meters/biquad.h"
#include "dsp/minimum_phase.h"

namespace headroom {
namespace {

constexpr double kLowest_hz = 75, kHighest_hz = 16000;  // outside, the inverse stays as it is at these ends
constexpr double kMost_dB = 24;                         // of lift or cut: what is deeper is a hole, not a colour
constexpr int kPerOctave = 12;
constexpr int kSmoothed = 2;  // twelfths to either side: a third of an octave and a bit
constexpr double kTransparent_hz = 250;
constexpr double kInverse_ms = 8, kEqualised_ms = 20, kFadeOut_ms = 2;

size_t frames_of(double ms, double sample_rate) { return static_cast<size_t>(ms * sample_rate / 1000); }

// The smoothed inverse of the diffuse field at kLowest_hz and every twelfth of an octave above.
std::vector<double> inverse_gains(const SofaHead& head) {
  std::vector<double> freqs_hz;
  for (double freq_hz = kLowest_hz; freq_hz < std::min(kHighest_hz, 0.45 * head.sample_rate());
       freq_hz *= std::exp2(1.0 / kPerOctave))
    freqs_hz.push_back(freq_hz);
  const std::vector<double> powers = head.diffuse_field(freqs_hz);
  const auto count = static_cast<int>(powers.size());
  std::vector<double> gains(powers.size());
  double mean_dB = 0;
  for (int i = 0; i < count; ++i) {
    double sum = 0;
    int near = 0;
    for (int j = std::max(0, i - kSmoothed); j <= std::min(count - 1, i + kSmoothed); ++j, ++near)
      sum += powers[static_cast<size_t>(j)];
    gains[static_cast<size_t>(i)] = -10 * std::log10(std::max(sum / near, 1e-12));
    mean_dB += gains[static_cast<size_t>(i)] / count;
  }
  for (double& gain : gains) gain = std::pow(10, (mean_dB + std::clamp(gain - mean_dB, -kMost_dB, kMost_dB)) / 20);
  return gains;
}

std::vector<float> inverse_filter(const SofaHead& head, double sample_rate) {
  const std::vector<double> gains = inverse_gains(head);
  int frames = 4096;
  while (frames < sample_rate / 12) frames *= 2;
  std::vector<float> magnitudes;
  for (int bin = 0; bin <= frames / 2; ++bin) {
    const double freq_hz = std::max(bin * sample_rate / frames, kLowest_hz);
    const double place = std::min(kPerOctave * std::log2(freq_hz / kLowest_hz), static_cast<double>(gains.size()) - 1);
    const auto below = static_cast<size_t>(place), above = std::min(below + 1, gains.size() - 1);
    const double part = place - std::floor(place);
    magnitudes.push_back(static_cast<float>(gains[below] + part * (gains[above] - gains[below])));
  }
  auto taps = minimum_phase_filter(magnitudes, frames);
  taps.resize(frames_of(kInverse_ms, sample_rate));
  return taps;
}

// Two Butterworth filters of second order in a row: Linkwitz and Riley's crossover, whose two sides sum to an all-pass.
enum class Side { low, high };
void cross_over(std::vector<double>& sound, Side side, double sample_rate) {
  const double k = std::tan(std::numbers::pi * kTransparent_hz / sample_rate), k2 = k * k;
  const double a0 = 1 + std::numbers::sqrt2 * k + k2, a1 = 2 * (k2 - 1) / a0,
               a2 = (1 - std::numbers::sqrt2 * k + k2) / a0;
  const double b0 = (side == Side::low ? k2 : 1) / a0, b1 = side == Side::low ? 2 * b0 : -2 * b0;
  const BiquadCoefficients butterworth{b0, b1, b0, a1, a2};
  BiquadState<double> first, second;
  for (double& x : sound) x = second.tick(butterworth, first.tick(butterworth, x));
}

}  // namespace

size_t arrival_frame(const std::vector<float>& ear, float part) {
  float peak = 0;
  for (const float sample : ear) peak = std::max(peak, std::fabs(sample));
  const auto first =
      std::find_if(ear.begin(), ear.end(), [&](float sample) { return std::fabs(sample) >= part * peak; });
  return static_cast<size_t>(first - ear.begin());
}

HeadEqualiser::HeadEqualiser(const SofaHead& head, double sample_rate)
    : sample_rate_(sample_rate), inverse_(inverse_filter(head, sample_rate)) {}

HeadResponse HeadEqualiser::equalised(const HeadResponse& response) const {
  return {equalise(response.left), equalise(response.right)};
}

std::vector<float> HeadEqualiser::equalise(const std::vector<float>& ear) const {
  std::vector<double> measured(std::max(frames_of(kEqualised_ms, sample_rate_), ear.size()), 0.0);
  for (size_t i = 0; i < ear.size(); ++i)
    for (size_t tap = 0; tap < inverse_.size() && i + tap < measured.size(); ++tap)
      measured[i + tap] += static_cast<double>(ear[i]) * static_cast<double>(inverse_[tap]);
  return with_bass(std::move(measured), arrival_frame(ear, kArrival));
}

std::vector<float> HeadEqualiser::as_it_is(size_t arrival_frame) const {
  std::vector<double> impulse(arrival_frame + frames_of(kEqualised_ms, sample_rate_), 0.0);
  impulse[arrival_frame] = 1;
  return with_bass(std::move(impulse), arrival_frame);
}

std::vector<float> HeadEqualiser::with_bass(std::vector<double> heard, size_t arrival_frame) const {
  std::vector<double> bass(heard.size(), 0.0);
  bass[arrival_frame] = 1;
  cross_over(heard, Side::high, sample_rate_);
  cross_over(bass, Side::low, sample_rate_);
  const auto frames = static_cast<double>(heard.size()), fade_frames = kFadeOut_ms * sample_rate_ / 1000;
  std::vector<float> whole(heard.size());
  for (size_t i = 0; i < whole.size(); ++i)
    whole[i] =
        static_cast<float>(std::min(1.0, (frames - static_cast<double>(i)) / fade_frames) * (heard[i] + bass[i]));
  return whole;
}

}  // namespace headroom
