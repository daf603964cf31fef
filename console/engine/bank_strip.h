// The strip of one bank: eight channels or buses through trim, high-pass, gate, equaliser, compressor, guard
// and meters. Audio thread, but for the constructor.
#pragma once

#include <cstdint>

#include "console/engine.h"
#include "console/targets.h"
#include "dsp/kernel_table.h"
#include "dsp/strip_bank.h"

namespace headroom {

class BankStrip {
 public:
  explicit BankStrip(bool is_bus);

  // Frame on the grid: ramps towards the targets in `ramp_frames`, or takes them at once where that is 0.
  void aim(const BankTargets& targets, int ramp_frames);
  // Every grid frame but the first: ramps move on; strips that ran away start afresh. Returns bit `lane` for
  // each of those.
  uint32_t advance();
  // At most kGridFrames frames, not across a grid frame, in place.
  void process(const KernelTable& kernels, float* block, int frames);
  // Levels since the last call, over `frames` frames.
  BankMeters take_meters(int frames);

  // The row the input patch fades (Strip::input_fade).
  RampRows<Strip::parameters>& parameters() { return memory_.parameters; }

 private:
  enum Stage : uint32_t { high_pass = 1, gate = 2, equaliser = 4, compressor = 8 };

  void choose_stages();
  void reset_stage(Stage stage);
  void reset_lane(int lane);

  StripBank memory_;
  uint32_t stages_ = 0;  // bits of Stage that are not neutral
  bool is_bus_;
};

}  // namespace headroom
