// Every gain from every strip to every bus: fader, mute, pan, group, solo and send, each one number. Kept as
// pairs of banks, eight lanes to eight lanes; a pair that is silent and stays so costs nothing. Audio thread,
// but for the constructor.
#pragma once

#include <cstdint>
#include <vector>

#include "console/engine/alignment.h"
#include "console/engine/block.h"
#include "console/targets.h"
#include "dsp/kernel_table.h"

namespace headroom {

class MixMatrix {
 public:
  explicit MixMatrix(const BankLayout& layout);

  // Frame on the grid: ramps to the mix gains of `bank` in `ramp_frames`, or takes them at once where that is
  // 0.
  void aim(int bank, const BankTargets& targets, int ramp_frames);
  // Every grid frame but the first.
  void advance();
  // Adds what `bank` sends to the blocks of later bus banks; blocks[bank] is the sender's own. What comes from a bus is
  // brought in step first.
  void mix(const KernelTable& kernels, int bank, std::vector<Block>& blocks, Alignment& alignment, int frames);

 private:
  struct Pair {
    MixGains gains{};
    bool is_heard = false;  // some gain is above zero, or on its way
  };

  std::vector<Pair>& pairs_of(int bank) { return pairs_[static_cast<size_t>(bank)]; }
  static bool is_heard(const MixGains& gains);

  BankLayout layout_;
  std::vector<std::vector<Pair>> pairs_;  // [bank][bus bank from the first that it may feed]
};

}  // namespace headroom
