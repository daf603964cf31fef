// Test signals for the meters: stretches of a sine one after another, in one phase; and noise that rises and falls like
// music.
#pragma once

#include <cmath>
#include <numbers>
#include <random>
#include <span>
#include <vector>

namespace headroom {

using Samples = std::vector<float>;

inline constexpr double kSilent_dBFS = -1000;

struct ToneStretch {
  double peak_dBFS, seconds;
};

inline Samples tones(std::span<const ToneStretch> stretches, double sample_rate, double freq_hz = 1000) {
  Samples samples;
  double end_s = 0;
  for (const ToneStretch& stretch : stretches) {
    const double peak = std::pow(10, stretch.peak_dBFS / 20);
    end_s += stretch.seconds;
    const auto end = static_cast<size_t>(std::llround(end_s * sample_rate));
    for (size_t f = samples.size(); f < end; ++f)
      samples.push_back(
          static_cast<float>(peak * std::sin(2 * std::numbers::pi * freq_hz * static_cast<double>(f) / sample_rate)));
  }
  return samples;
}

inline Samples tone(double peak_dBFS, double seconds, double sample_rate, double freq_hz = 1000) {
  const ToneStretch stretch{peak_dBFS, seconds};
  return tones({&stretch, 1}, sample_rate, freq_hz);
}

// More bass than treble, louder and softer by turns of a second and a half.
inline Samples music_like_noise(double seconds, double sample_rate, unsigned seed) {
  std::minstd_rand random(seed);
  std::normal_distribution<float> normal;
  Samples samples(static_cast<size_t>(seconds * sample_rate));
  float low = 0;
  for (size_t f = 0; f < samples.size(); ++f) {
    const float level = static_cast<int>(static_cast<double>(f) / (1.5 * sample_rate)) % 2 ? 0.2f : 0.02f;
    low += 0.05f * (normal(random) - low);
    samples[f] = level * (low + 0.2f * normal(random));
  }
  return samples;
}

// Feeds a meter with process(channels, frames) in blocks; `after_block(frame)` may look at it after each.
template <class Meter, class Look>
void play(Meter& meter, std::span<const Samples> programme, int block_frames, Look&& after_block) {
  std::vector<const float*> channels(programme.size());
  const size_t frames = programme[0].size();
  for (size_t f = 0; f < frames;) {
    const size_t block = std::min(static_cast<size_t>(block_frames), frames - f);
    for (size_t c = 0; c < channels.size(); ++c) channels[c] = programme[c].data() + f;
    meter.process(channels.data(), static_cast<int>(block));
    after_block(f += block);
  }
}

template <class Meter>
void play(Meter& meter, std::span<const Samples> programme, int block_frames = 4801) {
  play(meter, programme, block_frames, [](size_t) {});
}

}  // namespace headroom
