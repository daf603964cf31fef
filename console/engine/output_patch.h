// Which strip each engine output carries: lanes become planar again. A change of source fades out, switches,
// and fades in. Audio thread, but for the constructor.
#pragma once

#include <span>
#include <vector>

#include "console/engine/mix_matrix.h"
#include "console/targets.h"
#include "dsp/ramps.h"

namespace headroom {

class OutputPatch {
 public:
  explicit OutputPatch(const BankLayout& layout);

  void aim(std::span<const int> sources);
  // Every grid frame. `ramp_frames` 0: at once.
  void advance(int ramp_frames);
  // To out[...][offset] on. A null pointer is not written.
  void scatter(const std::vector<Block>& blocks, float* const* out, int offset, int frames);

 private:
  // Fades are kept eight together, like everything that ramps.
  RampRows<1>& fades(size_t output) { return fades_[output / kLanes]; }

  int strips_;
  bool is_changing_ = false;
  std::vector<int> source_;
  std::vector<int> wanted_;
  std::vector<RampRows<1>> fades_;
};

}  // namespace headroom
