// A half-band low-pass doubles a sample rate or halves it. For meters: its ends are linear in phase, its pass-band flat
// within hundredths of a dB. Fed with blocks of any length, it gives the same samples.
#pragma once

#include <cstddef>
#include <vector>

namespace headroom {

// How many neighbours on each side make a sample, and how far the Kaiser window is closed: more neighbours make the
// step between pass-band and stop-band steeper, a larger beta makes it deeper.
struct HalfBandShape {
  size_t neighbours;
  double kaiser_beta;
};

// Every other sample that comes out is one that went in, the ones between are interpolated.
class RateDoubler {
 public:
  // Up to `most_frames` go in at once. Allocates; nothing after it does.
  RateDoubler(const HalfBandShape& shape, int most_frames);
  // in[frames] to out[2 * frames]; what goes in comes out `neighbours` frames later.
  void process(const float* in, int frames, float* out);
  void reset();

 private:
  std::vector<float> coefficients_;
  std::vector<float> past_and_block_;
  std::vector<float> sums_;
};

// Takes away what the lower rate cannot hold, then every other sample.
class RateHalver {
 public:
  RateHalver(const HalfBandShape& shape, int most_frames);
  // in[frames] to out[]; returns how many came out.
  int process(const float* in, int frames, float* out);
  void reset();

 private:
  std::vector<float> coefficients_;
  std::vector<float> past_and_block_;
  int skip_ = 0;  // 0: the next frame makes a sample, 1: the one after it
};

}  // namespace headroom
