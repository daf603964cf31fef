#include "console/meters/fold_meters.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "dsp/fold_down.h"
#include "dsp/levels.h"

namespace headroom {

std::vector<Loudspeaker> loudspeakers_of(SpeakerLayout layout) {
  std::vector<Loudspeaker> members;
  for (int side = 0; side < kLoudspeakers; ++side)
    if (has_loudspeaker(layout, loudspeaker_at(side))) members.push_back(loudspeaker_at(side));
  return members;
}

std::vector<FieldLoudspeaker> places_of(SpeakerLayout layout) {
  std::vector<FieldLoudspeaker> places;
  for (const Loudspeaker loudspeaker : loudspeakers_of(layout)) {
    const Direction at = direction_of(layout, loudspeaker);
    places.push_back({at.azimuth_deg, at.elevation_deg, loudspeaker == Loudspeaker::lfe});
  }
  return places;
}

std::vector<double> loudness_weights(SpeakerLayout layout) {
  std::vector<double> weights;
  for (const FieldLoudspeaker& at : places_of(layout))
    weights.push_back(at.is_lfe ? 0 : loudness_weight(at.azimuth_deg, at.elevation_deg));
  return weights;
}

FoldMeters::FoldMeters(SpeakerLayout from, SpeakerLayout to, double sample_rate)
    : loudness_(loudness_weights(to), sample_rate), integrated_LUFS_(-std::numeric_limits<double>::infinity()) {
  for (const Loudspeaker heard_on : loudspeakers_of(to)) {
    Side side{{}, std::vector<float>(kMostFrames), DigitalPeakMeter(sample_rate)};
    for (const Loudspeaker played_on : loudspeakers_of(from))
      side.gains.push_back(static_cast<float>(fold_down(from, played_on, to)[heard_on]));
    sides_.push_back(std::move(side));
  }
}

void FoldMeters::process(const float* const* lanes, int frames) {
  const float* folded[2];
  for (size_t s = 0; s < sides_.size(); ++s) {
    Side& side = sides_[s];
    std::fill_n(side.samples.data(), frames, 0.0f);
    for (size_t lane = 0; lane < side.gains.size(); ++lane)
      for (int f = 0; f < frames && side.gains[lane] != 0; ++f)
        side.samples[static_cast<size_t>(f)] += side.gains[lane] * lanes[lane][f];
    side.peak.process(side.samples.data(), frames);
    max_peak_ = std::max(max_peak_, sample_peak(side.samples.data(), frames));
    folded[s] = side.samples.data();
  }
  loudness_.process(folded, frames);
}

void FoldMeters::reset() {
  loudness_.reset();
  max_peak_ = 0;
  refresh();
}

void FoldMeters::run(bool is_running) {
  if (is_running != loudness_.is_running()) is_running ? loudness_.start() : loudness_.pause();
}

FoldDownReading FoldMeters::reading() const {
  FoldDownReading reading{};
  reading.momentary_LUFS = static_cast<float>(loudness_.momentary_LUFS());
  reading.short_term_LUFS = static_cast<float>(loudness_.short_term_LUFS());
  reading.integrated_LUFS = static_cast<float>(integrated_LUFS_);
  reading.peak_dBFS = -std::numeric_limits<float>::infinity();
  for (const Side& side : sides_) reading.peak_dBFS = std::max(reading.peak_dBFS, static_cast<float>(side.peak.held_dBFS()));
  reading.max_peak_dBFS = 20 * std::log10(max_peak_);
  return reading;
}

}  // namespace headroom
