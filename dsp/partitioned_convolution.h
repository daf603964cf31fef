// Many inputs through long filters to two outputs: each output is the sum of every input convolved with its filter. The
// filters are cut into partitions as long as the engine's grid, so that a filter of a thousand taps costs a few
// multiplications a sample and adds one partition of latency (uniformly partitioned overlap-save; Stockham 1966, Kulp
// 1988). Sums are taken in the frequency domain: one transform for each input and one for each output.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "dsp/real_fft.h"
#include "dsp/strip.h"

namespace headroom {

inline constexpr int kPartitionFrames = kGridFrames;
inline constexpr int kConvolutionOutputs = 2;

// What one partition looks like as a spectrum; the bins behind the last one are zero and make whole vectors.
struct alignas(16) PartitionSpectrum {
  static constexpr int kBins = kPartitionFrames + 1;
  static constexpr int kStored = 36;
  float re[kStored] = {}, im[kStored] = {};
};

// A filter from each input to each output. Made on the control side; afterwards any thread reads it.
class ConvolutionFilters {
 public:
  // All silent. `frames`: of the longest response.
  ConvolutionFilters(int inputs, int frames);

  // responses[output], of at most `frames` samples; what is longer is cut off. Allocates.
  void set(int input, const std::span<const float> (&responses)[kConvolutionOutputs]);

  int inputs() const { return static_cast<int>(is_heard_.size()); }
  int partitions() const { return partitions_; }
  bool hears(int input) const { return is_heard_[static_cast<size_t>(input)] != 0; }
  const PartitionSpectrum& spectrum(int input, int partition, int output) const {
    return spectra_[static_cast<size_t>((input * partitions_ + partition) * kConvolutionOutputs + output)];
  }

 private:
  int partitions_;
  std::vector<PartitionSpectrum> spectra_;  // [input][partition][output], scaled for RealFft::inverse
  std::vector<uint8_t> is_heard_;
};

// The past of the inputs, ready to be heard through any filters: through two of them while one fades into the other.
// Audio thread, but for the constructor.
class PartitionedConvolution {
 public:
  // Allocates and touches all memory. Filters with more partitions than `most_partitions` are heard without their end.
  PartitionedConvolution(int inputs, int most_partitions);

  // Forgets everything heard.
  void reset();

  // The next kPartitionFrames samples of each input: in[input * kPartitionFrames + frame].
  void push(const float* in);

  // The partition pushed last, as `filters` (with as many inputs) let it through: out[output][frame].
  void hear(const ConvolutionFilters& filters, float (&out)[kConvolutionOutputs][kPartitionFrames]);

 private:
  size_t slot(int input, int age) const {
    const int at = newest_ - age;
    return static_cast<size_t>(input * partitions_ + (at < 0 ? at + partitions_ : at));
  }

  int inputs_, partitions_;
  int newest_ = 0;  // partition, round and round
  RealFft fft_;
  std::vector<float> recent_;               // [input][2 * kPartitionFrames]: the partition before, and the newest
  std::vector<PartitionSpectrum> spectra_;  // [input][partition, round and round] of recent_ at its time
  std::vector<uint8_t> has_sound_;          // of the same: silence costs nothing
};

}  // namespace headroom
