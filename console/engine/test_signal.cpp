#include "console/engine/test_signal.h"

namespace headroom {

void TestSignal::advance(const OscillatorTargets& targets, int ramp_frames) {
  fade_.advance();
  freq_hz_ = targets.freq_hz;
  const int before = kind_;
  follow_source(kind_, targets.kind, fade_, 0, 0, ramp_frames);
  if (kind_ != before && kind_ != kNoSource) oscillator_.start(static_cast<OscillatorKind>(kind_));
}

const float* TestSignal::generate(int frames) {
  oscillator_.generate(samples_, frames, freq_hz_);
  for (int f = 0; f < frames; ++f) samples_[f] *= fade_.current[0][0] += fade_.step[0][0];
  return samples_;
}

}  // namespace headroom
