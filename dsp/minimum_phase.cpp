#include "dsp/minimum_phase.h"

#include <cmath>

#include "dsp/real_fft.h"

namespace headroom {

std::vector<float> minimum_phase_filter(std::span<const float> magnitudes, int frames) {
  RealFft fft(frames);
  const auto bins = static_cast<size_t>(fft.bins()), count = static_cast<size_t>(frames);
  std::vector<float> re(bins), im(bins, 0.0f), cepstrum(count);
  for (size_t bin = 0; bin < bins; ++bin) re[bin] = std::log(magnitudes[bin]);
  fft.inverse(re.data(), im.data(), cepstrum.data());
  // What lies before time zero is folded onto what lies behind it.
  for (size_t i = 0; i < count; ++i) {
    const float fold = i == 0 || i == count / 2 ? 1.0f : i < count / 2 ? 2.0f : 0.0f;
    cepstrum[i] *= fold / static_cast<float>(frames);
  }
  fft.forward(cepstrum.data(), re.data(), im.data());
  for (size_t bin = 0; bin < bins; ++bin) {
    const float magnitude = std::exp(re[bin]), phase = im[bin];
    re[bin] = magnitude * std::cos(phase);
    im[bin] = magnitude * std::sin(phase);
  }
  std::vector<float> taps(count);
  fft.inverse(re.data(), im.data(), taps.data());
  for (float& tap : taps) tap /= static_cast<float>(frames);
  return taps;
}

}  // namespace headroom
