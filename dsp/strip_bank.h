// The memory of one bank: where its coefficients are, the states of its filters and detectors, and its meters
// so far. Owned by the audio thread. Eight lanes a row, 32-byte aligned, as the kernels read them.
#pragma once

#include <cstdint>

#include "dsp/ramps.h"
#include "dsp/strip.h"

namespace headroom {

inline constexpr float kInputLimit = 1000;  // +60 dBFS: an input beyond is a fault, not sound
inline constexpr float kStripLimit = 1e6f;  // +120 dBFS: a strip beyond has run away

struct alignas(32) StripBank {
  RampRows<Strip::parameters> parameters;

  float section_s1[kSections][kLanes];  // band-pass state of each filter section
  float section_s2[kSections][kLanes];  // low-pass state
  float gate_level[kLanes];             // peak detector
  float gate_openness[kLanes];          // 0 closed .. 1 open
  float gate_hold[kLanes];              // frames left; above 0 the gate is open
  float comp_excess[kLanes];  // smoothed log2 amount above the threshold; reduction = slope * excess

  float input_peak[kLanes];
  float peak[kLanes];
  float square_sum[kLanes];
  float gate_gain_min[kLanes];
  float comp_reduction_max[kLanes];  // log2

  int32_t runaway[kLanes];  // not 0: the guard met a sample beyond kStripLimit or not a number
};

// From eight lanes to eight lanes of a bus: gain[from][to].
using MixGains = RampRows<kLanes>;

}  // namespace headroom
