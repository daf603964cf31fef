#include "dsp/meters/fold_down_meter.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "dsp/decibels.h"
#include "dsp/fold_down.h"
#include "dsp/levels.h"

namespace headroom {

std::vector<SpeakerGains> fold_down_gains(SpeakerLayout from, SpeakerLayout to) {
  std::vector<SpeakerGains> gains;
  for (const Loudspeaker loudspeaker : loudspeakers_of(from)) gains.push_back(fold_down(from, loudspeaker, to));
  return gains;
}

FoldDownMeter::FoldDownMeter(std::span<const SpeakerGains> gains, SpeakerLayout to, double sample_rate)
    : loudness_(loudness_weights(to), sample_rate) {
  for (const Loudspeaker heard_on : loudspeakers_of(to)) {
    Side side{{}, std::vector<float>(kMostFrames), DigitalPeakMeter(sample_rate)};
    for (const SpeakerGains& of_channel : gains) side.gains.push_back(static_cast<float>(of_channel[heard_on]));
    sides_.push_back(std::move(side));
  }
}

void FoldDownMeter::process(const float* const* channels, int frames) {
  for (int from = 0; from < frames; from += kMostFrames)
    process_piece(channels, from, std::min(frames - from, kMostFrames));
}

void FoldDownMeter::process_piece(const float* const* channels, int from, int frames) {
  const float* folded[2] = {};
  for (size_t s = 0; s < sides_.size(); ++s) {
    Side& side = sides_[s];
    std::fill_n(side.samples.data(), frames, 0.0f);
    for (size_t channel = 0; channel < side.gains.size(); ++channel) {
      if (side.gains[channel] == 0) continue;
      for (int f = 0; f < frames; ++f)
        side.samples[static_cast<size_t>(f)] += side.gains[channel] * channels[channel][from + f];
    }
    side.peak.process(side.samples.data(), frames);
    max_peak_ = std::max(max_peak_, sample_peak(side.samples.data(), frames));
    folded[s] = side.samples.data();
  }
  loudness_.process(folded, frames);
}

void FoldDownMeter::reset() {
  loudness_.reset();
  max_peak_ = 0;
}

void FoldDownMeter::run(bool is_running) {
  if (is_running != loudness_.is_running()) is_running ? loudness_.start() : loudness_.pause();
}

double FoldDownMeter::held_peak_dBFS() const {
  double highest = -std::numeric_limits<double>::infinity();
  for (const Side& side : sides_) highest = std::max(highest, side.peak.held_dBFS());
  return highest;
}

double FoldDownMeter::max_peak_dBFS() const { return level_dB(static_cast<double>(max_peak_)); }

}  // namespace headroom
