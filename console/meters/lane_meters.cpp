#include "console/meters/lane_meters.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "dsp/decibels.h"
#include "dsp/levels.h"

namespace headroom {
LaneMeters::LaneMeters(double sample_rate, PpmKind ppm)
    : sample_rate_(sample_rate),
      peak_(sample_rate),
      true_peak_bar_(kHopsPerSecond),
      true_peak_(sample_rate),
      rms_(sample_rate),
      ppm_(ppm, sample_rate),
      vu_(sample_rate) {}

void LaneMeters::process(const float* samples, int frames) {
  peak_.process(samples, frames);
  rms_.process(samples, frames);
  ppm_.process(samples, frames);
  vu_.process(samples, frames);
  overs_.process(samples, frames);
  untaken_.sample = std::max(untaken_.sample, sample_peak(samples, frames));
  hop_true_peak_ = std::max(hop_true_peak_, true_peak_.process(samples, frames));
}

void LaneMeters::end_hop() {
  true_peak_bar_.process(&hop_true_peak_, 1);
  untaken_.true_peak = std::max(untaken_.true_peak, hop_true_peak_);
  hop_true_peak_ = 0;
  max_ = {std::max(max_.sample, untaken_.sample), std::max(max_.true_peak, untaken_.true_peak)};
}

LaneMeters::Peaks LaneMeters::take_peaks() { return std::exchange(untaken_, {}); }

void LaneMeters::reset() {
  rms_.reset_max();
  ppm_.reset_max();
  overs_.reset();
  max_ = untaken_ = {};
}

LaneReading LaneMeters::reading(uint64_t reset_frame) const {
  LaneReading reading{};
  reading.peak_dBFS = static_cast<float>(peak_.reading_dBFS());
  reading.peak_hold_dBFS = static_cast<float>(peak_.held_dBFS());
  reading.max_peak_dBFS = level_dB(max_.sample);
  reading.true_peak_dBTP = static_cast<float>(true_peak_bar_.reading_dBFS());
  reading.true_peak_hold_dBTP = static_cast<float>(true_peak_bar_.held_dBFS());
  reading.max_true_peak_dBTP = level_dB(max_.true_peak);
  reading.rms_dBFS = static_cast<float>(rms_.reading_dBFS());
  reading.max_rms_dBFS = static_cast<float>(rms_.max_dBFS());
  reading.ppm_dBFS = static_cast<float>(ppm_.reading_dBFS());
  reading.max_ppm_dBFS = static_cast<float>(ppm_.max_dBFS());
  reading.vu_VU = static_cast<float>(vu_.reading_VU());
  reading.overs = overs_.count();
  reading.last_over_frame = reading.overs ? static_cast<int64_t>(reset_frame) + overs_.last_frame() : -1;
  return reading;
}

}  // namespace headroom
