// What the buses sounded like one grid frame (32 frames) ago: how a strip may be keyed by a bus that is mixed after it,
// by the same amount of time whatever the block size. Kept only while somebody listens. Audio thread, but for the
// constructor.
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "console/engine/mix_matrix.h"

namespace headroom {

class BusHistory {
 public:
  explicit BusHistory(const BankLayout& layout)
      : first_bank_(layout.channel_banks), past_(static_cast<size_t>(layout.bus_banks), Block{}), present_(past_) {}

  // At a grid frame. Who starts to listen hears silence first.
  void reach_grid(bool is_needed) {
    if (is_needed && !is_needed_) {
      std::fill(past_.begin(), past_.end(), Block{});
    } else if (is_needed) {
      std::swap(past_, present_);
    }
    is_needed_ = is_needed;
  }

  // The sound of bus bank `bank` (counted among all banks) for the chunk that starts `past_grid` frames after the last
  // grid frame. Behind its fader.
  void keep(int bank, const float* samples, int past_grid, int frames) {
    if (!is_needed_) return;
    std::copy_n(samples, frames * kLanes, present_[index(bank)].samples + past_grid * kLanes);
  }

  // The same chunk, 32 frames earlier.
  const float* sound(int bank, int past_grid) const { return past_[index(bank)].samples + past_grid * kLanes; }

 private:
  size_t index(int bank) const { return static_cast<size_t>(bank - first_bank_); }

  int first_bank_;
  std::vector<Block> past_, present_;
  bool is_needed_ = false;
};

}  // namespace headroom
