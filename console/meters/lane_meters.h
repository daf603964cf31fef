// The level meters of one lane of a tap. Meter thread.
#pragma once

#include "console/meters/meter_reading.h"
#include "dsp/meters/digital_peak.h"
#include "dsp/meters/over_counter.h"
#include "dsp/meters/ppm.h"
#include "dsp/meters/rms.h"
#include "dsp/meters/true_peak.h"
#include "dsp/meters/vu.h"

namespace headroom {

inline constexpr int kHopsPerSecond = 100;  // of the true peak's bar, and of the loudness windows

class LaneMeters {
 public:
  LaneMeters(double sample_rate, PpmKind ppm);

  // The next samples, at most to the end of a hop.
  void process(const float* samples, int frames);
  void end_hop();
  // Another kind of programme meter begins anew.
  void use_ppm(PpmKind kind) { ppm_ = PpmMeter(kind, sample_rate_); }
  void align_vu(double zero_VU_dBFS) { vu_.align(zero_VU_dBFS); }
  // Forgets maxima and overs.
  void reset();

  // `reset_frame` is the engine time of the last reset(), from which overs count.
  LaneReading reading(uint64_t reset_frame) const;
  int64_t overs() const { return overs_.count(); }

  // The highest since the last take, linear.
  struct Peaks {
    float sample = 0, true_peak = 0;
  };
  Peaks take_peaks();

 private:
  double sample_rate_;
  DigitalPeakMeter peak_;
  DigitalPeakMeter true_peak_bar_;  // fed once a hop
  TruePeakMeter true_peak_;
  RmsMeter rms_;
  PpmMeter ppm_;
  VuMeter vu_;
  OverCounter overs_;
  float hop_true_peak_ = 0;
  Peaks max_, untaken_;
};

}  // namespace headroom
