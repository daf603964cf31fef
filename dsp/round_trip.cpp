#include "dsp/round_trip.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "dsp/real_fft.h"

namespace headroom {
namespace {

constexpr int kOrder = 14;
// The polynomial x^14 + x^10 + x^6 + x + 1 is primitive: the register goes through all states but zero.
constexpr int kTaps[] = {14, 10, 6, 1};

// The largest of a hundred thousand samples of noise is 4.5 times their root mean square; a probe that came back is
// more than a hundred times that.
constexpr double kStandsOut = 10;

}  // namespace

std::vector<float> maximum_length_sequence() {
  std::vector<float> samples((1u << kOrder) - 1);
  uint32_t state = 1;
  for (float& sample : samples) {
    sample = state & 1 ? 1.0f : -1.0f;
    uint32_t fed_back = 0;
    for (const int tap : kTaps) fed_back ^= state >> (kOrder - tap);
    state = state >> 1 | (fed_back & 1) << (kOrder - 1);
  }
  return samples;
}

std::optional<ProbeReturn> find_probe(std::span<const float> probe, std::span<const float> recording) {
  if (probe.empty() || recording.size() < probe.size()) return std::nullopt;
  RealFft fft(static_cast<int>(std::bit_ceil(recording.size())));
  const auto bins = static_cast<size_t>(fft.bins());
  std::vector<float> time(static_cast<size_t>(fft.frames()), 0.0f);
  std::vector<float> probe_re(bins), probe_im(bins), re(bins), im(bins);
  std::copy(probe.begin(), probe.end(), time.begin());
  fft.forward(time.data(), probe_re.data(), probe_im.data());
  std::fill(time.begin(), time.end(), 0.0f);
  std::copy(recording.begin(), recording.end(), time.begin());
  fft.forward(time.data(), re.data(), im.data());
  for (size_t bin = 0; bin < bins; ++bin) {
    const float heard_re = re[bin], heard_im = im[bin];
    re[bin] = heard_re * probe_re[bin] + heard_im * probe_im[bin];
    im[bin] = heard_im * probe_re[bin] - heard_re * probe_im[bin];
  }
  fft.inverse(re.data(), im.data(), time.data());

  const size_t delays = recording.size() - probe.size() + 1;  // those at which the whole probe fits
  size_t peak = 0;
  double sum = 0;
  for (size_t delay = 0; delay < delays; ++delay) {
    if (std::abs(time[delay]) > std::abs(time[peak])) peak = delay;
    sum += static_cast<double>(time[delay]) * static_cast<double>(time[delay]);
  }
  const double height = std::abs(static_cast<double>(time[peak]));
  // The peak itself is no part of what it must stand out of.
  const double rest =
      std::sqrt(std::max(0.0, sum - height * height) / static_cast<double>(std::max<size_t>(1, delays - 1)));
  if (!(height > kStandsOut * rest)) return std::nullopt;
  const double gain = height / static_cast<double>(fft.frames()) / static_cast<double>(probe.size());
  return ProbeReturn{static_cast<int>(peak), static_cast<float>(20 * std::log10(gain)), time[peak] < 0};
}

}  // namespace headroom
