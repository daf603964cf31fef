// The look-ahead true-peak limiter of one bank of buses: what it multiplies by, what it remembers, and how much later
// it is heard. It finds the peaks between the samples too, sees them coming, and has turned the sound down before they
// arrive. Audio thread, but for the functions at the end.
#pragma once

#include <cstdint>

#include "dsp/ramps.h"
#include "dsp/strip.h"

namespace headroom {

struct LimiterRow {
  enum : int {
    wet,       // 0 passes the input at once; 1 is the limited sound, limiter_latency_frames() later
    ceiling,   // linear, > 0: no true peak of the limited sound goes above
    recovery,  // speed per frame at which the gain comes back after a short peak
    count
  };
};

// Taps of the interpolator that finds the peaks between two samples (kernel_limiter.inl).
inline constexpr int kPeakTaps = 24;
// The gain glides along a curve of 2^(levels + 1) - 1 frames, 1.3 ms: five levels at 44.1 and 48 kHz, one more for each
// doubling, and room for 192 kHz.
inline constexpr int kMaxGlideLevels = 7;
constexpr int glide_frames(int levels) { return (2 << levels) - 1; }
// A peak counts in three frames: its own interval's and both neighbours' (kernel_limiter.inl).
constexpr int hold_frames(int levels) { return glide_frames(levels) + 2; }
// The sound waits until the detector has seen what comes and the gain has glided there.
constexpr int latency_frames(int levels) { return glide_frames(levels) + kPeakTaps / 2; }

struct alignas(32) LimiterStage {
  RampRows<LimiterRow::count> rows;
  float link[kLanes];      // 1: turns down with the neighbour (lanes 2i and 2i+1); 0: by itself
  float gain_min[kLanes];  // meter: the lowest gain since somebody set it to 1

  float recent[kPeakTaps - 1 + kGridFrames][kLanes];  // the detector's input: what came before a chunk, and the chunk
  float peaks[kGridFrames][kLanes];                   // of this chunk, between find_peaks() and limit()
  float last_half[kLanes], last_three_quarters[kLanes];  // points of the interval before
  float hold_so_far[kLanes];                             // minimum of held[0 .. hold_position)
  float held[hold_frames(kMaxGlideLevels)][kLanes];  // new gains in front of hold_position, minima to the end behind it
  float average[kLanes];                             // of the gain needed, over the slow recovery's time
  float recovered[kLanes];                           // the gain before it glides
  float glide[glide_frames(kMaxGlideLevels) - 1][kLanes];  // past gains, level after level
  float sound[latency_frames(kMaxGlideLevels)][kLanes];    // the sound, waiting

  int32_t glide_levels;
  int32_t hold_position;   // in `held`
  int32_t glide_position;  // counts frames; each level looks at its low bits
  int32_t sound_position;  // in `sound`
};

// Forgets all sound and stands at gain 1. `rows` and `link` keep what they are.
void reset(LimiterStage& limiter, double sample_rate);

// How much later a bus is heard with its limiter in: 75 frames (1.6 ms) at 48 kHz, 1.4 to 1.7 ms at other rates.
int limiter_latency_frames(double sample_rate);

struct LimiterSettings {
  double ceiling_dBTP = -1;
  double release_ms = 100;  // 63 % of the way back after a short peak; after long limiting eight times slower
};
struct LimiterDesign {
  float ceiling = 1;
  float recovery = 1;
};
LimiterDesign design_limiter(const LimiterSettings& settings, double sample_rate);

}  // namespace headroom
