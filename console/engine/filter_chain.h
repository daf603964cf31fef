// Filter sections one behind the other, of which only those in use are run. A section that is neutral on all lanes,
// and stays so, passes its input unchanged: it is left out, and forgets. Audio thread.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

#include "dsp/kernel_table.h"

namespace headroom {

class FilterChain {
 public:
  // Which of `sections` (at most kEqSections) are in use; at a grid frame, after every change of their ramps.
  void choose(std::span<FilterSection> sections) {
    count_ = 0;
    is_moving_ = false;
    for (FilterSection& section : sections) {
      if (!is_neutral(section)) {
        in_use_[count_++] = &section;
        is_moving_ = is_moving_ || section.rows.moving != 0;
        continue;
      }
      for (int lane = 0; lane < kLanes; ++lane) forget(section, lane);
    }
  }

  void process(const KernelTable& kernels, float* block, int frames) const {
    // The more in one go the better, as long as they are enough to fill the last go as well: eight are four and four.
    constexpr size_t kMost = KernelTable::kMostSections;
    for (size_t first = 0, goes = (count_ + kMost - 1) / kMost; goes > 0; --goes) {
      const size_t count = (count_ - first) / goes;
      kernels.filter[count - 1][moves(first, count)](&in_use_[first], block, frames);
      first += count;
    }
  }

  // Two chains of at most one section, each over a block of its own.
  static void process_two(const KernelTable& kernels, const FilterChain& a, float* block_a, const FilterChain& b,
                          float* block_b, int frames) {
    if (!a.is_in_use() || !b.is_in_use()) {
      a.process(kernels, block_a, frames);
      b.process(kernels, block_b, frames);
      return;
    }
    FilterSection* const sections[] = {a.in_use_[0], b.in_use_[0]};
    float* const blocks[] = {block_a, block_b};
    kernels.filter_two[a.moves(0, 1) | b.moves(0, 1)](sections, blocks, frames);
  }

  bool is_in_use() const { return count_ > 0; }

 private:
  static bool is_neutral(const FilterSection& section) {
    return section.rows.row_is(kM0, 1) && section.rows.row_is(kM1, 0) && section.rows.row_is(kM2, 0);
  }
  // Sections at rest are not looked at: on a large desk that alone takes time.
  size_t moves(size_t first, size_t count) const {
    if (!is_moving_) return 0;
    uint64_t moving = 0;
    for (size_t i = first; i < first + count; ++i) moving |= in_use_[i]->rows.moving;
    return moving != 0 ? 1 : 0;
  }

  std::array<FilterSection*, kEqSections> in_use_;  // at most as many as a chain has
  size_t count_ = 0;
  bool is_moving_ = false;  // some section in use is on its way
};

}  // namespace headroom
