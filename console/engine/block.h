// What a bank sounds like for one chunk: rows of eight lanes.
#pragma once

#include "dsp/strip.h"

namespace headroom {

struct alignas(32) Block {
  float samples[kGridFrames * kLanes];
};

}  // namespace headroom
