// What a bank of buses does behind its strips: the graphic equaliser and the look-ahead limiter, both behind the fader,
// then the delay of its outputs; and the test signal in front of everything. Parts that no lane uses cost nothing.
// Audio thread, but for the constructor.
#pragma once

#include <array>
#include <memory>

#include "console/bus_targets.h"
#include "console/engine.h"
#include "console/engine/delay_lines.h"
#include "console/engine/graphic_equaliser.h"
#include "dsp/kernel_table.h"

namespace headroom {

class BusBank {
 public:
  // Allocates and touches all memory.
  explicit BusBank(double sample_rate);

  // Every grid frame but the first, before aim(): ramps move on.
  void advance();
  // Frame on the grid: towards the targets in `ramp_frames`, or at once where that is 0.
  void aim(const BusTargets& targets, int ramp_frames);
  // Every grid frame, after aim(): limiters and delays that have heard enough take their turn, in `ramp_frames`.
  void follow(int ramp_frames);

  bool hears_oscillator() const { return hears_oscillator_; }
  // Adds the test signal to what the bus hears.
  void add_oscillator(const float* signal, float* block, int frames);
  // Behind the strip: what later buses and the monitor hear. In two steps, between which the peaks of a strip's
  // limiters are made one; peaks() is null where no limiter is in.
  void equalise(const KernelTable& kernels, float* block, int frames);
  float* peaks() { return limits_ ? limiter_->peaks[0] : nullptr; }
  void limit(const KernelTable& kernels, float* block, int frames);
  // Bit `lane`: its detectors work with those of the strip's other lanes (detector_link.h).
  uint32_t linked_lanes() const { return linked_lanes_; }
  // Behind that: what the outputs hear.
  void delay(float* block, int frames) { output_delay_.process(block, frames); }
  // Puts what left this bank in place of what left the strip, if it has been at work for all of the last `frames`; and
  // the limiters' gain.
  void take_meters(BankMeters& meters, int frames);

 private:
  static constexpr int kNoPair = -2, kManyPairs = -1;
  void follow_limiter(int ramp_frames);
  int limited_pair() const;

  double sample_rate_;
  std::unique_ptr<GraphicEqualiser> graphic_;
  std::unique_ptr<LimiterStage> limiter_;
  std::array<float, kLanes> limiter_wanted_{};  // wet
  uint32_t linked_lanes_ = 0;
  bool limits_ = false;           // some lane's limiter is in, or on its way in or out
  int limited_pair_ = kNoPair;    // 0...3, or one of the constants above
  int limiter_heard_frames_ = 0;  // since it began to listen, up to its latency
  DelayLines output_delay_;
  RampRows<1> oscillator_gain_{};
  bool hears_oscillator_ = false;

  LevelSums levels_{};
  int measured_frames_ = 0;
};

}  // namespace headroom
