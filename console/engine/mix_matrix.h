// Every gain from every strip to every bus: fader, mute, pan, group, solo and send, each one number. Kept as
// pairs of banks, eight lanes to eight lanes; a pair that is silent and stays so costs nothing. Audio thread,
// but for the constructor.
#pragma once

#include <cstdint>
#include <vector>

#include "console/engine/alignment.h"
#include "console/engine/block.h"
#include "console/engine/rack_sums.h"
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
  // Adds what channel bank `bank` sends to the sums of its rack. Different racks may do so at the same time.
  void mix_channels(const KernelTable& kernels, int bank, const float* sound, RackSums& sums, int frames) {
    mix_channels(kernels, senders_[static_cast<size_t>(bank)], sound, sums, frames);
  }
  // Whether any strip is heard in a bus bank (counted among bus banks).
  bool is_fed(int bus_bank) const { return senders_heard_[static_cast<size_t>(bus_bank)] > 0; }

  // Whether any bus hears `bank`, one of channels, before its equaliser; only then is that sound kept.
  bool hears_before_equaliser(int bank) const { return before_equaliser_[static_cast<size_t>(bank)].heard != 0; }
  // The same as mix_channels() for that sound.
  void mix_before_equaliser(const KernelTable& kernels, int bank, const float* sound, RackSums& sums, int frames) {
    mix_channels(kernels, before_equaliser_[static_cast<size_t>(bank)], sound, sums, frames);
  }
  // Adds what bus bank `bank` (counted among all banks) sends to the blocks of later bus banks, brought in step first.
  void mix_bus(const KernelTable& kernels, int bank, std::vector<Block>& blocks, Alignment& alignment, int frames);

 private:
  // From one bank to each bus bank that it may feed; bit i of the words stands for gains[i]. On a large desk most pairs
  // are silent and stand still, and are not even looked at.
  struct Sender {
    std::vector<MixGains> gains;
    std::vector<uint64_t> taken_revisions;
    std::vector<int8_t> only_pairs;  // of the bus bank: the one pair of lanes that hears any of this; -1: more of them
    uint64_t heard = 0;              // some gain is not zero, or on its way
    uint64_t moving = 0;             // some gain is on its way
  };
  Sender make_sender(int bank) const;
  void aim(Sender& sender, const MixTargets& wanted, int ramp_frames);
  void advance(Sender& sender);
  void look_at(Sender& sender, size_t pair);
  int first_bus_bank(const Sender& sender) const;
  static void mix(const KernelTable& kernels, Sender& sender, size_t pair, const float* from, float* bus, int frames);
  void mix_channels(const KernelTable& kernels, Sender& sender, const float* sound, RackSums& sums, int frames);

  BankLayout layout_;
  std::vector<Sender> senders_;           // by bank; the first bus bank is first_fed_bus_bank()
  std::vector<Sender> before_equaliser_;  // by channel bank
  std::vector<int> senders_heard_;        // by bus bank: how many senders are heard there
  int senders_moving_ = 0;
};

}  // namespace headroom
