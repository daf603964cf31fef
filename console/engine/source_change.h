// How a patch point changes its source without a click: fade out, switch, fade in. The same for inputs and
// outputs.
#pragma once

#include "console/targets.h"
#include "dsp/ramps.h"

namespace headroom {

// Call at grid frames, after the ramps have moved on, until it returns true: `source` is `wanted`, and its
// fade (one lane of `row`) is up or on its way. `ramp_frames` 0: at once.
template <int kRows>
bool follow_source(int& source, int wanted, RampRows<kRows>& ramps, int row, int lane, int ramp_frames) {
  const auto fade_for = [&] { return source == wanted && source != kNoSource ? 1.0f : 0.0f; };
  ramps.go(row, lane, fade_for(), ramp_frames);
  if (source == wanted) return true;
  if (ramps.left[row][lane] != 0) return false;
  source = wanted;
  ramps.go(row, lane, fade_for(), ramp_frames);
  return true;
}

}  // namespace headroom
