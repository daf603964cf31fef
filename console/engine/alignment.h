// Keeps paths of different latency in step: whatever reaches a bus early waits, so that a channel heard in the main
// directly and through a group with a limiter arrives both times in the same frame. How long is worked out by the
// control side (console/latency_plan.h); a change cross-fades, and a desk without latency pays nothing. Audio thread,
// but for the constructor.
#pragma once

#include <vector>

#include "console/bus_targets.h"
#include "console/engine/block.h"
#include "console/engine/delay_lines.h"
#include "console/targets.h"

namespace headroom {

class Alignment {
 public:
  // `longest_frames`: of any wait.
  Alignment(const BankLayout& layout, int longest_frames);

  // Frame on the grid; `bus_bank` counts among bus banks.
  void aim(int bus_bank, const BusTargets& targets);
  // Every grid frame, after aim().
  void advance(int ramp_frames);

  // When all channels are mixed, and no bus yet: their sums wait. blocks[] by bank.
  void hold_channels(std::vector<Block>& blocks, int frames);
  // The sound of bus bank `from` as the later bus bank `to` is to hear it: `sound` itself, or a copy that is late.
  // Valid until the next call.
  const float* heard_by(int to, int from, const float* sound, int frames);

 private:
  DelayLines& path(int from, int to) { return paths_[static_cast<size_t>(from)][static_cast<size_t>(to - from - 1)]; }

  BankLayout layout_;
  std::vector<DelayLines> channels_;            // by bus bank
  std::vector<std::vector<DelayLines>> paths_;  // [bus bank][later bus bank]
  Block late_;
};

}  // namespace headroom
