// The graphic equalisers of a bank of buses. Bands that are neutral on all lanes are left out; where one pair of lanes
// alone has any, as in the bank of a stereo main, its bands run over the idle lanes too. Audio thread.
#pragma once

#include <array>
#include <cstddef>

#include "console/bus_targets.h"
#include "console/engine/filter_chain.h"
#include "dsp/kernel_table.h"

namespace headroom {

class GraphicEqualiser {
 public:
  GraphicEqualiser();
  GraphicEqualiser(const GraphicEqualiser&) = delete;  // its chains point into it

  // Every grid frame but the first, before aim(): ramps move on.
  void advance();
  // Frame on the grid: towards `coefficients`, those of each band's section for all lanes, in `ramp_frames`, or at once
  // where that is 0.
  void aim(const float* coefficients, int ramp_frames);

  bool is_in_use() const { return is_in_use_; }
  void process(const KernelTable& kernels, float* block, int frames) const;

 private:
  static constexpr size_t kSectionsAtOnce = 4;  // of all lanes
  static constexpr size_t kFolded = KernelTable::kFoldedSections;
  static constexpr int kNoPair = -1;

  void choose();
  void choose_folded();

  std::array<FilterSection, kGraphicEqBands + 1> sections_{};  // the last stays neutral
  std::array<FilterChain, (kGraphicEqBands + 1) / kSectionsAtOnce> chains_;
  bool is_moving_ = false;
  bool is_in_use_ = false;
  // While no band moves: those in use, then the neutral one.
  std::array<FilterSection*, kGraphicEqBands + 1> folded_{};
  size_t folded_count_ = 0;
  int folded_pair_ = kNoPair;  // else the only one in use, and it is worth while
};

}  // namespace headroom
