#include "dsp/meters/true_peak.h"

#include <algorithm>
#include <cmath>

#include "dsp/meters/half_band.h"

namespace headroom {
namespace {

constexpr double kWantedRate_hz = 352800;  // a sine of 20 kHz between two of its samples: 0.14 dB below its peak
constexpr int kChunkFrames = 64;

// How sharp a stage has to be: the first works next to the Nyquist frequency, each one after has an octave more room.
struct StageShape {
  size_t neighbours;
  double kaiser_beta;
};
constexpr StageShape kShapes[] = {{32, 4.5}, {6, 6.0}, {4, 6.0}};

}  // namespace

TruePeakMeter::TruePeakMeter(double sample_rate) {
  double rate = sample_rate;
  size_t chunk = kChunkFrames;
  double latency = 0;
  for (const StageShape& shape : kShapes) {
    if (rate >= kWantedRate_hz) break;
    Stage stage{design_half_band(shape.neighbours, shape.kaiser_beta), {}};
    stage.past_and_block.resize(2 * shape.neighbours - 1 + chunk);
    latency += static_cast<double>(shape.neighbours) * sample_rate / rate;
    stages_.push_back(std::move(stage));
    rate *= 2;
    chunk *= 2;
  }
  between_.resize(chunk);
  latency_frames_ = static_cast<int>(std::ceil(latency));
}

void TruePeakMeter::reset() {
  for (Stage& stage : stages_) std::fill(stage.past_and_block.begin(), stage.past_and_block.end(), 0.0f);
}

float TruePeakMeter::process(const float* samples, int frames) {
  float peak = 0;
  for (int from = 0; from < frames; from += kChunkFrames)
    peak = std::max(peak, process_chunk(samples + from, std::min(kChunkFrames, frames - from)));
  return peak;
}

float TruePeakMeter::process_chunk(const float* samples, int frames) {
  float peak = 0;
  for (int f = 0; f < frames; ++f) peak = std::max(peak, std::fabs(samples[f]));
  const float* in = samples;
  for (Stage& stage : stages_) {
    const int reach = stage.reach(), past = stage.past();
    float* all = stage.past_and_block.data();
    std::copy(in, in + frames, all + past);
    float sums[kChunkFrames << std::size(kShapes)] = {};
    for (int k = 0; k < reach; ++k) {
      const float c = stage.coefficients[static_cast<size_t>(k)];
      const float *before = all + reach - 1 - k, *after = all + reach + k;
      for (int f = 0; f < frames; ++f) sums[f] += c * (before[f] + after[f]);
    }
    for (int f = 0; f < frames; ++f) {
      peak = std::max(peak, std::fabs(sums[f]));
      between_[static_cast<size_t>(2 * f)] = all[reach - 1 + f];
      between_[static_cast<size_t>(2 * f + 1)] = sums[f];
    }
    std::copy(all + frames, all + frames + past, all);
    in = between_.data();
    frames *= 2;
  }
  return peak;
}

}  // namespace headroom
