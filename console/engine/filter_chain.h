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
    for (FilterSection& section : sections) {
      if (!is_neutral(section)) {
        in_use_[count_++] = &section;
        continue;
      }
      for (int lane = 0; lane < kLanes; ++lane) forget(section, lane);
    }
  }

  void process(const KernelTable& kernels, float* block, int frames) const {
    size_t i = 0;
    for (; i + 4 <= count_; i += 4) kernels.filter_four[moves(i, 4)](&in_use_[i], block, frames);
    for (; i + 2 <= count_; i += 2) kernels.filter_two[moves(i, 2)](&in_use_[i], block, frames);
    for (; i < count_; ++i) kernels.filter_one[moves(i, 1)](&in_use_[i], block, frames);
  }

  bool is_in_use() const { return count_ > 0; }

 private:
  static bool is_neutral(const FilterSection& section) {
    return section.rows.row_is(kM0, 1) && section.rows.row_is(kM1, 0) && section.rows.row_is(kM2, 0);
  }
  size_t moves(size_t first, size_t count) const {
    uint64_t moving = 0;
    for (size_t i = first; i < first + count; ++i) moving |= in_use_[i]->rows.moving;
    return moving != 0 ? 1 : 0;
  }

  std::array<FilterSection*, kEqSections> in_use_;  // at most as many as a chain has
  size_t count_ = 0;
};

}  // namespace headroom
