// One instruction set's stages. A block is `frames` rows of eight lanes (at most kGridFrames, 32-byte
// aligned), changed in place. Each stage comes twice: [0] for coefficients that stand still, [1] for
// coefficients on a ramp. Never fails, never allocates.
#pragma once

#include <cstdint>

#include "dsp/limiter.h"
#include "dsp/strip_bank.h"

namespace headroom {

// What a bank hears of another one: its lane `i` that one's lane[i], or, where that is negative, what it has heard
// already.
struct alignas(32) LaneChoice {
  int32_t lane[kLanes];
};

// What a meter adds up of eight lanes: the highest sample, and the squares of all.
struct alignas(32) LevelSums {
  float peak[kLanes], square_sum[kLanes];
};

struct KernelTable {
  const char* name;

  using Stage = void (*)(StripBank& bank, float* block, int frames);

  // Planar inputs, one pointer per lane, to a block. Returns bit `lane` for each lane with a sample beyond
  // kInputLimit or NaN.
  uint32_t (*gather)(const float* const* lanes, float* block, int frames);
  // The lanes chosen of `from`, another block.
  void (*collect)(const LaneChoice& choice, const float* from, float* block, int frames);
  Stage trim[2];  // trim and input_fade, then the input peak
  // Dynamics: `heard` is what the detectors hear, a block of its own or `block` itself. First index 1: with everything
  // the stage can do; a lane that needs none of that comes out with the same bits.
  using KeyedStage = void (*)(StripBank& bank, const float* heard, float* block, int frames);
  KeyedStage gate[2][2];
  KeyedStage compress[2][2];
  Stage de_ess[2];
  // One to six filter sections, one behind the other: filter[how many - 1].
  using Filter = void (*)(FilterSection* const* sections, float* block, int frames);
  static constexpr int kMostSections = 6;
  Filter filter[kMostSections][2];
  // Two sections that do not follow each other: sections[i] over blocks[i].
  using TwoFilters = void (*)(FilterSection* const* sections, float* const* blocks, int frames);
  TwoFilters filter_two[2];
  // kFoldedSections sections one behind the other, whose coefficients stand still, for lanes 2 * pair and 2 * pair + 1
  // alone; what the other lanes of block and sections hold stays. Takes about as long as six sections for all lanes.
  static constexpr int kFoldedSections = 16;
  void (*filter_pair)(FilterSection* const* sections, int pair, float* block, int frames);
  Stage tap;      // channels: guard, then peak and squares at the pre-fader tap
  Stage fade[2];  // buses: guard, fader, then peak and squares behind it
  // The limiter of a bank of buses, in two calls: its peaks, then what follows from them. Between the two the peaks of
  // several lanes may be made one. Its input has to be sound: it stands behind the guard.
  void (*find_peaks)(LimiterStage& limiter, const float* block, int frames);
  // The same where only lanes 2 * pair and 2 * pair + 1 are limited: the others have no peaks.
  void (*find_peaks_of_pair)(LimiterStage& limiter, int pair, const float* block, int frames);
  void (*limit[2])(LimiterStage& limiter, float* block, int frames);
  void (*measure)(LevelSums& sums, const float* block, int frames);
  // bus += from * gain, lanes summed in order 0..7.
  void (*mix[2])(MixGains& gains, const float* from, float* bus, int frames);
  // The same with gains that stand still, into lanes 2 * pair and 2 * pair + 1 alone; the others stay as they are.
  void (*mix_pair)(MixGains& gains, int pair, const float* from, float* bus, int frames);
};

}  // namespace headroom
