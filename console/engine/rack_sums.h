// A rack is eight banks of channels (64 channels) or some more: what one thread does in one go. It mixes into sums of
// its own, and the sums are added rack by rack. How channels are put together is a matter of the desk and not of how
// many threads work, so the bits are the same with any number of them. Audio thread, but for the constructor.
#pragma once

#include <algorithm>
#include <vector>

#include "console/engine/block.h"

namespace headroom {

inline constexpr int kRackBanks = 8;

constexpr int racks_of(int channel_banks) { return std::max(1, channel_banks / kRackBanks); }
constexpr int first_bank_of(int rack, int channel_banks) { return channel_banks * rack / racks_of(channel_banks); }

class RackSums {
 public:
  explicit RackSums(int bus_banks) : sums_(static_cast<size_t>(bus_banks), Sum{}) {}

  void begin() {
    for (Sum& sum : sums_) sum.is_heard = false;
  }
  // Where the rack adds what bus bank `bus_bank` hears of it; silent when asked for first.
  float* of(int bus_bank) {
    Sum& sum = sums_[static_cast<size_t>(bus_bank)];
    if (!sum.is_heard) std::fill(std::begin(sum.block.samples), std::end(sum.block.samples), 0.0f);
    sum.is_heard = true;
    return sum.block.samples;
  }
  // What came together; nullptr: the bus bank hears nothing of this rack.
  const float* heard_by(int bus_bank) const {
    const Sum& sum = sums_[static_cast<size_t>(bus_bank)];
    return sum.is_heard ? sum.block.samples : nullptr;
  }

 private:
  struct Sum {
    Block block;
    bool is_heard;
  };
  std::vector<Sum> sums_;
};

}  // namespace headroom
