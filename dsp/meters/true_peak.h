// True peak (ITU-R BS.1770-5 Annex 2): the largest value of the sound between its samples as well as on them, found by
// raising the sample rate to 352.8 kHz or more. Reads at most 0.15 dB low on anything up to 20 kHz, and never below the
// sample peak.
#pragma once

#include <vector>

#include "dsp/meters/half_band.h"

namespace headroom {

// One channel.
class TruePeakMeter {
 public:
  explicit TruePeakMeter(double sample_rate);  // allocates; nothing after it does

  // The next samples, full scale 1. The largest absolute value of the sound between them, linear; it may be above 1.
  // What a sample adds is heard latency_frames() later. The same maxima for blocks of any length. The audio thread may.
  float process(const float* samples, int frames);
  void reset();
  int latency_frames() const { return latency_frames_; }
  int oversampling() const { return 1 << stages_.size(); }

 private:
  std::vector<RateDoubler> stages_;
  std::vector<float> raised_, more_raised_;  // what a stage gives, what it takes
  int latency_frames_ = 0;
};

}  // namespace headroom
