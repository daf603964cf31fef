// The loudness of every block of a programme so far, in bounded memory: bins of 0.01 LU that hold how many blocks fell
// into them and their power. The gates of BS.1770 and EBU Tech 3342 are applied to all of them anew at each reading.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace headroom {

// A K-weighted power (mean square, weighted sum over the channels) and its loudness; -infinity for silence.
double loudness_LUFS(double power);
double loudness_power(double loudness_LUFS);

class LoudnessHistogram {
 public:
  LoudnessHistogram();  // allocates; nothing after it does
  void reset();
  // One block. Only what is above the absolute gate of -70 LUFS counts. The audio thread may.
  void add(double power);

  // Mean loudness of the blocks above both gates, the relative one 10 LU below the mean of all (BS.1770-5 Annex 1).
  // Exact but for blocks within 0.01 LU of the relative gate. -infinity when no block counts.
  double gated_LUFS() const;
  // 10th to 95th percentile of the blocks above both gates, the relative one 20 LU below the mean (EBU Tech 3342);
  // 0 when no block counts. Exact to 0.01 LU.
  double range_LU() const;

 private:
  struct Bin {
    int64_t blocks = 0;
    double power = 0;  // of all its blocks together
  };
  size_t first_bin_above(double relative_gate_LU) const;
  double percentile_LUFS(size_t first, int64_t blocks, double percent) const;

  std::vector<Bin> bins_;
  Bin all_;
};

}  // namespace headroom
