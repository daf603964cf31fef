// What the rivals' hosts share: the noise that our own bench plays, the buses the strips are summed into, and the
// answer: CPU time of the blocks, and the level of the main, so that a run of silence is seen.
#pragma once

#include <time.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <random>
#include <vector>

constexpr int kBlockFrames = 64;
constexpr int kSampleRate_hz = 48000;
constexpr int kBuses = 10;  // main left, main right, eight auxes

inline double now_ns() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e9 + static_cast<double>(now.tv_nsec);
}

// White noise with peaks at -12 dBFS, as in console/verbs/bench_desk.cpp.
inline std::vector<float> noise() {
  std::minstd_rand random(1);
  std::vector<float> samples(kSampleRate_hz + kBlockFrames);
  for (float& x : samples)
    x = 0.25f * (2 * static_cast<float>(random()) / static_cast<float>(std::minstd_rand::max()) - 1);
  return samples;
}

struct Buses {
  float samples[kBuses][kBlockFrames] = {};
};

// Runs render(input of each channel, buses) for every block; prints ns per channel-sample of the median and of the
// fastest tenth of a second, and the RMS of main left in dBFS.
template <class Render>
void run_rival(int channels, double seconds, Render render) {
  const std::vector<float> sound = noise();
  std::vector<const float*> in(static_cast<size_t>(channels));
  constexpr int kBlocksAtOnce = kSampleRate_hz / kBlockFrames / 10;
  const int times = std::max(3, static_cast<int>(seconds * 10));
  size_t heard = 0, measured = 0;
  double squares = 0;
  std::vector<double> costs_ns;
  for (int time = 0; time < times; ++time) {
    const double began_ns = now_ns();
    for (int block = 0; block < kBlocksAtOnce; ++block) {
      for (size_t i = 0; i < in.size(); ++i) in[i] = sound.data() + (heard + i * 997) % kSampleRate_hz;
      heard += kBlockFrames;
      Buses buses;
      render(in, buses);
      for (const float x : buses.samples[0]) squares += static_cast<double>(x) * x;
      measured += kBlockFrames;
    }
    costs_ns.push_back((now_ns() - began_ns) / (kBlocksAtOnce * kBlockFrames) / channels);
    if (time < 2) squares = 0, measured = 0, costs_ns.clear();
  }
  std::sort(costs_ns.begin(), costs_ns.end());
  std::printf("%.3f %.3f %.2f\n", costs_ns[costs_ns.size() / 2], costs_ns.front(),
              10 * std::log10(squares / static_cast<double>(measured)));
}
