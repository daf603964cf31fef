// The strip of one bank: eight channels or buses. Its head is trim, delay, high-pass and low-pass; its body gate,
// equaliser and compressor in either order, de-esser, guard and meters. A head that some body
// listens to comes before the first body. Audio thread, but for the constructor.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "console/engine.h"
#include "console/engine/delay_lines.h"
#include "console/engine/filter_chain.h"
#include "console/engine/key_patch.h"
#include "console/targets.h"
#include "dsp/kernel_table.h"
#include "dsp/strip_bank.h"

namespace headroom {

class BankStrip {
 public:
  // `longest_wait_frames`: of any key of a bus.
  BankStrip(int bank, const BankLayout& layout, double sample_rate, int longest_wait_frames);

  // Frame on the grid: ramps towards the targets in `ramp_frames`, or takes them at once where that is 0.
  void aim(const BankTargets& targets, int ramp_frames);
  // Every grid frame: changes of delay go on or start, by cross-fades of `ramp_frames`, or at once where that is 0.
  void advance_delay(int ramp_frames) { delay_.advance(ramp_frames); }
  // Every grid frame but the first: ramps move on; strips that ran away start afresh. Returns bit `lane` for
  // each of those.
  uint32_t advance();
  // Every grid frame, after aim(): what the detectors hear changes by fades of `ramp_frames`, or at once where that is
  // 0. `late_frames` as KeyPatch::advance() has it. True if they may hear others than before.
  bool advance_keys(int ramp_frames, std::span<const int> late_frames);
  // Nothing is left for the three above to do: all stands still, and no strip has run away. Of a channel's strip.
  bool is_at_rest() const;
  bool hears_bus() const { return gate_key_.hears_bus() || compressor_key_.hears_bus(); }
  // Sets 1 for every bank of channels of which a detector at work hears a head.
  void mark_heads_heard(std::span<uint8_t> is_heard) const;
  bool hears_others() const { return gate_key_.hears_others() || compressor_key_.hears_others(); }
  // Whether some lane lets a key through, which is sound that nothing feeds.
  bool listens_to_key() const;
  // Whether a detector is at work: one that has to hear silence too.
  bool has_dynamics() const { return gates_ || compresses_ || de_esses_; }
  // At most kGridFrames frames, not across a grid frame, in place; the head first.
  void process_head(const KernelTable& kernels, float* block, int frames);
  // `before_equaliser` gets a copy of the sound behind the gate, if it is not null.
  void process_body(const KernelTable& kernels, const KeySounds& sounds, float* block, int frames,
                    float* before_equaliser);
  // The same in parts, for a strip in several lanes or banks whose detectors are linked (detector_link.h): what a
  // detector hears - nullptr where the stage is not in use, `block` or `key` - comes between them.
  const float* hear_gate(const KernelTable& kernels, const KeySounds& sounds, const float* block, Block& key,
                         int frames);
  void process_gate(const KernelTable& kernels, const float* heard, float* block, int frames);
  void process_before_compressor(const KernelTable& kernels, float* block, int frames);
  const float* hear_compressor(const KernelTable& kernels, const KeySounds& sounds, const float* block, Block& key,
                               int frames);
  void process_compressor(const KernelTable& kernels, const float* heard, float* block, int frames);
  void process_end(const KernelTable& kernels, float* block, int frames);
  // How much of the loudest linked lane the others' detectors hear; 0 while their key is listened to, which has to stay
  // what it is.
  float gate_link() const;
  float compressor_link() const;
  // Every detector and filter as if it had never heard anything; ramps stay where they are.
  void forget_sound();
  // Levels since the last call, over `frames` frames.
  BankMeters take_meters(int frames);

  // Whose fade the input patch moves.
  InputStage& input() { return memory_->input; }

 private:
  void choose_stages();
  // Of a strip at rest no stage is asked: on a large desk that alone takes time.
  template <int kRows>
  bool moves(const RampRows<kRows>& rows) const {
    return is_moving_ && rows.moving != 0;
  }
  void reset_lane(int lane);
  bool has_run_away() const;

  std::unique_ptr<StripBank> memory_;  // of its own, as the chains point into it
  DelayLines delay_;
  FilterChain head_filters_;
  FilterChain equaliser_before_;  // the compressor
  FilterChain equaliser_behind_;
  KeyPatch gate_key_, compressor_key_;
  bool gates_ = false;  // some lane's gate is not neutral
  bool gate_needs_extras_ = false;
  bool compresses_ = false;
  bool compressor_needs_extras_ = false;
  bool detectors_change_ = false;  // gate or compressor went in or out of use since advance_keys()
  bool de_esses_ = false;
  bool is_moving_ = false;  // some ramp is on its way
  bool is_bus_;
};

}  // namespace headroom
