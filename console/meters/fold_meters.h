// The meters of a tap's fold-down: how loud the same sound is on fewer loudspeakers, and how high its samples are there.
// Meter thread.
#pragma once

#include <optional>
#include <vector>

#include "console/meters/meter_reading.h"
#include "dsp/meters/digital_peak.h"
#include "dsp/meters/loudness.h"

namespace headroom {

class FoldMeters {
 public:
  // From the loudspeakers of `from`, in the order of Loudspeaker, to stereo or mono.
  FoldMeters(SpeakerLayout from, SpeakerLayout to, double sample_rate);

  // The next samples of every lane, at most kMostFrames.
  void process(const float* const* lanes, int frames);
  static constexpr int kMostFrames = 4096;
  // What the fold-down plays on one of its loudspeakers in the frames processed last.
  const float* sound(size_t side) const { return sides_[side].samples.data(); }
  void reset();
  void run(bool is_running);

  // Integrated loudness costs a look at all blocks so far: it is looked at anew in refresh().
  void refresh() { integrated_LUFS_ = loudness_.integrated_LUFS(); }
  FoldDownReading reading() const;

 private:
  struct Side {
    std::vector<float> gains;  // by lane
    std::vector<float> samples;
    DigitalPeakMeter peak;
  };
  std::vector<Side> sides_;
  LoudnessMeter loudness_;
  float max_peak_ = 0;
  double integrated_LUFS_;
};

// The loudspeakers that a layout has, in their order.
std::vector<Loudspeaker> loudspeakers_of(SpeakerLayout layout);
// Their places, as the field's meters want them; their weights in the loudness (BS.1770-5).
std::vector<FieldLoudspeaker> places_of(SpeakerLayout layout);
std::vector<double> loudness_weights(SpeakerLayout layout);

}  // namespace headroom
