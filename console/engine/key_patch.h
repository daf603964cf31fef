// What the detectors of one stage of one bank hear: each lane itself, unless it is keyed by another strip or through a
// filter. While no lane is, there is nothing to do and nothing is done. Audio thread, but for the constructor.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "console/engine/bus_history.h"
#include "console/engine/delay_lines.h"
#include "console/engine/filter_chain.h"
#include "console/engine/mix_matrix.h"
#include "console/targets.h"
#include "dsp/kernel_table.h"

namespace headroom {

// The sound of all strips for one chunk, as keys hear it: channels behind their heads (`heads`, which no body changes),
// buses one grid frame earlier.
struct KeySounds {
  const BankLayout& layout;
  const std::vector<Block>& heads;
  const BusHistory& buses;
  int past_grid;

  const float* of(int bank) const {
    return layout.is_bus(bank) ? buses.sound(bank, past_grid) : heads[static_cast<size_t>(bank)].samples;
  }
};

class KeyPatch {
 public:
  // `longest_wait_frames`: of any key, for the sound it is to change.
  KeyPatch(int bank, const BankLayout& layout, int longest_wait_frames);

  // Per lane a strip as BankTargets::gate_key says it; one that is not in the layout counts as the lane itself. A
  // change fades out, switches and fades in, so that it is no click where the key is listened to.
  void aim(const std::array<int, kLanes>& sources);
  // At each grid frame, after aim(): fades move on in `ramp_frames`, or at once where that is 0. `late_frames` says of
  // every bank of the desk how late it hears the channels: a key that comes earlier than the sound it is to change
  // waits. True if other lanes may be heard than before.
  bool advance(int ramp_frames, std::span<const int> late_frames);
  // Nothing is left for advance() to do, of a channel's key.
  bool is_settled() const { return !changes_ && fade_.moving == 0; }
  // After every change of the filter's ramps.
  void choose(FilterSection& filter) { filter_.choose({&filter, 1}); }

  // True while some lane hears anything but itself at full level.
  bool hears_others() const { return !is_own_; }
  // True while some lane hears, or is about to hear, a bus.
  bool hears_bus() const { return hears_bus_; }
  // Sets 1 for every bank of channels that some lane hears.
  void mark_heads_heard(std::span<uint8_t> is_heard) const;
  // True while no lane hears itself: what is heard does not wait for what is to be changed.
  bool hears_only_others() const { return !hears_itself_; }
  // What the stage is to hear, given what it is to change: `block` itself, or the key, for which there is room in
  // `key`.
  const float* hear(const KernelTable& kernels, const KeySounds& sounds, const float* block, Block& key, int frames);
  // What two stages are to hear that hear only others.
  static void hear_two(const KernelTable& kernels, const KeySounds& sounds, KeyPatch& a, Block& key_a, KeyPatch& b,
                       Block& key_b, int frames);

 private:
  int own(int lane) const { return lane_index(bank_, lane); }
  bool is_bus(int lane, int source) const {
    return without_both_sides(source) >= channel_lanes_ && source != own(lane);
  }
  void find_banks_heard();
  void collect(const KernelTable& kernels, const KeySounds& sounds, const float* block, float* key, int frames);
  void fade(int lane, float* key, int frames);
  void wait_for_sound(int ramp_frames, std::span<const int> late_frames);

  struct BankHeard {
    int bank;  // kItself: the lanes that hear themselves
    LaneChoice choice;
  };
  static constexpr int kItself = -1;

  int bank_;
  int channel_lanes_, lanes_;  // of the desk
  std::array<int, kLanes> source_, wanted_;
  std::array<BankHeard, kLanes> banks_heard_;  // each after those before it
  size_t banks_heard_count_ = 0;
  RampRows<1> fade_{};
  bool changes_ = false;      // some source has not arrived
  bool is_own_ = true;        // every lane hears itself at full level
  bool hears_itself_ = true;  // some lane does
  bool hears_pair_ = false;   // some lane hears both sides of a strip
  bool is_fading_ = false;    // some lane is not at full level
  bool hears_bus_ = false;
  const bool may_wait_;
  DelayLines wait_;
  FilterChain filter_;
};

}  // namespace headroom
