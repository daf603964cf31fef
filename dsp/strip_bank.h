// The memory of one bank, stage by stage: where its coefficients are, the states of its filters and detectors, and its
// meters so far. Each stage ramps by itself, so that one that stands still pays nothing for another that moves. Owned
// by the audio thread. Eight lanes a row, 32-byte aligned, as the kernels read them.
#pragma once

#include <cstdint>

#include "dsp/ramps.h"
#include "dsp/strip.h"

namespace headroom {

inline constexpr float kInputLimit = 1000;  // +60 dBFS: an input beyond is a fault, not sound
inline constexpr float kStripLimit = 1e6f;  // +120 dBFS: a strip beyond has run away

struct alignas(32) InputStage {
  RampRows<InputRow::count> rows;
  float peak[kLanes];
};

struct alignas(64) FilterSection {
  float s1[kLanes];  // band-pass state
  float s2[kLanes];  // low-pass state
  RampRows<kSectionCoefficients> rows;
};

struct alignas(64) GateStage {
  RampRows<GateRow::count> rows;
  float level[kLanes];     // peak detector
  float openness[kLanes];  // 0 closed .. 1 open
  float hold[kLanes];      // frames left; above 0 the gate is open
  float expanded[kLanes];  // the expander's gain, in two numbers
  float expanded_remainder[kLanes];
  float expander_hold[kLanes];  // frames left
  float gain_min[kLanes];       // meter
  FilterSection key;
};

struct alignas(64) CompressorStage {
  RampRows<CompressorRow::count> rows;
  float excess[kLanes];  // smoothed log2 amount above the threshold; reduction = slope * excess
  float excess_remainder[kLanes];
  float lingering[kLanes];  // the excess that lasted
  float lingering_remainder[kLanes];
  float hold[kLanes];           // frames left
  float power[kLanes];          // twice the mean square of the key
  float reduction_max[kLanes];  // meter, log2
  FilterSection key;
};

struct alignas(64) DeEsserStage {
  FilterSection band;
  RampRows<DeEsserRow::count> rows;
  float level[kLanes];          // peak detector of the band
  float excess[kLanes];         // smoothed log2 amount above the threshold
  float reduction_max[kLanes];  // meter, log2
};

struct alignas(32) LeaveStage {
  RampRows<1> fade;
  float peak[kLanes];
  float square_sum[kLanes];
  int32_t runaway[kLanes];  // not 0: the guard met a sample beyond kStripLimit or not a number
};

struct alignas(64) StripBank {
  InputStage input;
  FilterSection sections[kSections];
  float link[kLanes];
  GateStage gate;
  CompressorStage compressor;
  DeEsserStage de_esser;
  LeaveStage leave;
};

// Sends every stage to the rows of Targets, parameters[Strip::rows][kLanes], by ramps of `ramp_frames`
// (a multiple of kGridFrames) or at once where that is 0. At a grid frame.
void aim(StripBank& bank, const float* parameters, int ramp_frames);
// At each grid frame after the first: kGridFrames have passed for every ramp. True while any is on its way.
bool advance(StripBank& bank);

// A lane of a stage as it is before it has heard anything.
void forget(FilterSection& section, int lane);
void forget(GateStage& gate, int lane);  // open, so that switching a gate on never starts with a hole
void forget(CompressorStage& compressor, int lane);
void forget(DeEsserStage& de_esser, int lane);
// The same for the states that only the stage with extras moves (kernel_table.h).
void forget_extras(GateStage& gate, int lane);
void forget_extras(CompressorStage& compressor, int lane);

// From eight lanes to eight lanes of a bus: gain[from][to].
using MixGains = RampRows<kLanes>;

}  // namespace headroom
