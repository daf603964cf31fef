// A head made ready to monitor through: for every layout of loudspeakers, what each of them sounds like at both ears.
// Control side; made once, and read by the engine for as long as it runs.
#pragma once

#include <string>
#include <vector>

#include "dsp/loudspeakers.h"
#include "dsp/partitioned_convolution.h"
#include "io/sofa_head.h"

namespace headroom {

class BinauralHead {
 public:
  // Equalised for headphones (head_equaliser.h), at unity loudness: independent pink noise of one level on left and
  // right (20 Hz to 20 kHz) is as loud at the ears, by BS.1770, as on its way to the loudspeakers. The silence with
  // which all responses begin is left out, so that the sound comes as soon as it can. The LFE reaches both ears as the
  // bass of any loudspeaker does, in step with what comes from in front and at 0 dB: the +10 dB of its loudspeaker
  // belong to the replay system, and headphones have none.
  static Result<BinauralHead> of(const SofaHead& head, double sample_rate);

  const std::string& name() const { return name_; }
  // By Loudspeaker; those that the layout lacks are silent. In mono both sides stand in front.
  const ConvolutionFilters& filters(SpeakerLayout layout) const { return filters_[static_cast<size_t>(layout)]; }

 private:
  BinauralHead() = default;
  std::string name_;
  std::vector<ConvolutionFilters> filters_;  // by SpeakerLayout
};

}  // namespace headroom
