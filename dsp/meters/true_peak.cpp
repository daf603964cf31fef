#include "dsp/meters/true_peak.h"

#include <algorithm>
#include <cmath>

namespace headroom {
namespace {

constexpr double kWantedRate_hz = 352800;  // a sine of 20 kHz between two of its samples: 0.14 dB below its peak
constexpr int kChunkFrames = 64;

// The first stage works next to the Nyquist frequency, each one after has an octave more room.
constexpr HalfBandShape kShapes[] = {{32, 4.5}, {6, 6.0}, {4, 6.0}};

float peak_of(const float* samples, int frames) {
  float peak = 0;
  for (int f = 0; f < frames; ++f) peak = std::max(peak, std::fabs(samples[f]));
  return peak;
}

}  // namespace

TruePeakMeter::TruePeakMeter(double sample_rate) {
  double rate = sample_rate, latency = 0;
  int chunk = kChunkFrames;
  for (const HalfBandShape& shape : kShapes) {
    if (rate >= kWantedRate_hz) break;
    stages_.emplace_back(shape, chunk);
    latency += static_cast<double>(shape.neighbours) * sample_rate / rate;
    rate *= 2;
    chunk *= 2;
  }
  raised_.resize(static_cast<size_t>(chunk));
  more_raised_.resize(raised_.size());
  latency_frames_ = static_cast<int>(std::ceil(latency));
}

void TruePeakMeter::reset() {
  for (RateDoubler& stage : stages_) stage.reset();
}

float TruePeakMeter::process(const float* samples, int frames) {
  float peak = peak_of(samples, frames);
  for (int from = 0; from < frames; from += kChunkFrames) {
    const float* sound = samples + from;
    int count = std::min(kChunkFrames, frames - from);
    for (RateDoubler& stage : stages_) {
      stage.process(sound, count, more_raised_.data());
      raised_.swap(more_raised_);
      sound = raised_.data();
      count *= 2;
    }
    peak = std::max(peak, peak_of(sound, count));
  }
  return peak;
}

}  // namespace headroom
