// The headphones' own room: what loudspeakers around the listener would play is heard through a head instead
// (dsp/partitioned_convolution.h), one partition later. It stands in front of the headphones' strip and takes the place
// of their stereo sum; from the one to the other, and from one set of loudspeakers to another, it cross-fades in 20 ms.
// While it is off it costs nothing. Audio thread, but for the constructor.
#pragma once

#include <array>
#include <vector>

#include "console/bus_targets.h"
#include "console/engine/block.h"
#include "console/targets.h"
#include "dsp/partitioned_convolution.h"
#include "dsp/ramps.h"

namespace headroom {

class BinauralStage {
 public:
  // Allocates and touches all memory. A layout without headphones has no such stage: it stays off.
  BinauralStage(const BankLayout& layout, double sample_rate);

  void aim(const PhonesTargets& targets) { wanted_ = targets; }
  // Every grid frame, after aim(). `ramp_frames` 0: at once.
  void advance(int ramp_frames);
  // Whether this is the headphones' bank.
  bool plays_into(int bank) const { return bank == phones_bank_; }
  // Whether the headphones may hear a head, even one that hears what their stereo sum does not.
  bool is_in_use() const { return is_listening_ || wanted_.filters; }
  // When the loudspeakers have their sound and the headphones their stereo sum; blocks[] by bank.
  void process(std::vector<Block>& blocks, int past_grid, int frames);

 private:
  using Ears = float[kConvolutionOutputs][kPartitionFrames];
  void listen(const std::vector<Block>& blocks, int past_grid, int frames);
  void begin_fade(bool at_once);
  void go_on_fading();
  bool is_fading() const { return faded_frames_ < fade_frames_; }

  int phones_bank_, room_bank_;  // kNoSource: there are none
  int fade_frames_;
  PhonesTargets wanted_;
  // What is heard, and what it fades into: filters, or nullptr for the stereo sum.
  const ConvolutionFilters *from_ = nullptr, *to_ = nullptr;
  int faded_frames_;  // fade_frames_: no fade is on its way
  bool is_listening_ = false;
  int heard_partitions_ = 0;  // since it began to listen

  PartitionedConvolution convolution_;
  std::array<float, kLoudspeakers * kPartitionFrames> coming_{};  // of the loudspeakers, until the next grid frame
  Ears from_sound_{}, to_sound_{};                                // of the loudspeakers up to the last one
  RampRows<1> ears_{};                                            // PhonesTargets::ears
};

}  // namespace headroom
