// The desk's oscillator in the engine: off it costs nothing; switched on, off or to another signal it fades. Audio
// thread, but for the constructor.
#pragma once

#include "console/bus_targets.h"
#include "console/engine/source_change.h"
#include "dsp/oscillator.h"
#include "dsp/ramps.h"

namespace headroom {

class TestSignal {
 public:
  explicit TestSignal(double sample_rate) : oscillator_(sample_rate) {}

  // Every grid frame; `ramp_frames` 0: at once.
  void advance(const OscillatorTargets& targets, int ramp_frames);
  bool sounds() const { return kind_ != kNoSource; }
  // The next frames, at most kGridFrames, not across a grid frame. Valid until the next call.
  const float* generate(int frames);

 private:
  Oscillator oscillator_;
  int kind_ = kNoSource;
  double freq_hz_ = 1000;
  RampRows<1> fade_{};  // lane 0
  float samples_[kGridFrames];
};

}  // namespace headroom
