// How loud a sound is on fewer loudspeakers than it was made for, and how high its samples are there (dsp/fold_down.h).
#pragma once

#include <span>
#include <vector>

#include "dsp/meters/digital_peak.h"
#include "dsp/meters/loudness.h"
#include "dsp/speaker_gains.h"

namespace headroom {

class FoldDownMeter {
 public:
  // To stereo or mono; gains[channel] is what each loudspeaker of `to` plays of a channel. Allocates; nothing after it
  // does.
  FoldDownMeter(std::span<const SpeakerGains> gains, SpeakerLayout to, double sample_rate);

  // The next frames, channels[channel][frame]. The same readings for blocks of any length. The audio thread may.
  void process(const float* const* channels, int frames);
  // What the fold-down played on one of its loudspeakers in the frames processed last, at most kMostFrames.
  const float* sound(size_t side) const { return sides_[side].samples.data(); }
  static constexpr int kMostFrames = 4096;

  // As those of LoudnessMeter; reset() forgets the highest sample, too.
  void reset();
  void run(bool is_running);

  const LoudnessMeter& loudness() const { return loudness_; }
  double held_peak_dBFS() const;  // the highest sample of the last second (IEC 60268-18)
  double max_peak_dBFS() const;

 private:
  struct Side {
    std::vector<float> gains;  // by channel
    std::vector<float> samples;
    DigitalPeakMeter peak;
  };
  void process_piece(const float* const* channels, int from, int frames);

  std::vector<Side> sides_;
  LoudnessMeter loudness_;
  float max_peak_ = 0;
};

// What each loudspeaker of `from` plays on those of `to`, in the order of Loudspeaker.
std::vector<SpeakerGains> fold_down_gains(SpeakerLayout from, SpeakerLayout to);

}  // namespace headroom
