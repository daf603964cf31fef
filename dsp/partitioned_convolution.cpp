#include "dsp/partitioned_convolution.h"

#include <algorithm>

namespace headroom {
namespace {

constexpr int kTransformFrames = 2 * kPartitionFrames;

void add_product(PartitionSpectrum& sum, const PartitionSpectrum& a, const PartitionSpectrum& b) {
  for (int bin = 0; bin < PartitionSpectrum::kStored; ++bin) {
    sum.re[bin] += a.re[bin] * b.re[bin] - a.im[bin] * b.im[bin];
    sum.im[bin] += a.re[bin] * b.im[bin] + a.im[bin] * b.re[bin];
  }
}

bool is_silent(const float* samples, int frames) {
  return std::all_of(samples, samples + frames, [](float sample) { return sample == 0; });
}

}  // namespace

ConvolutionFilters::ConvolutionFilters(int inputs, int frames)
    : partitions_(std::max(1, (frames + kPartitionFrames - 1) / kPartitionFrames)),
      spectra_(static_cast<size_t>(inputs * partitions_ * kConvolutionOutputs)),
      is_heard_(static_cast<size_t>(inputs), 0) {}

void ConvolutionFilters::set(int input, const std::span<const float> (&responses)[kConvolutionOutputs]) {
  RealFft fft(kTransformFrames);
  is_heard_[static_cast<size_t>(input)] = 0;
  for (int output = 0; output < kConvolutionOutputs; ++output) {
    const std::span<const float> response = responses[output];
    for (int partition = 0; partition < partitions_; ++partition) {
      float taps[kTransformFrames] = {};
      const auto first = static_cast<size_t>(partition * kPartitionFrames);
      const size_t count = first < response.size() ? std::min<size_t>(kPartitionFrames, response.size() - first) : 0;
      for (size_t i = 0; i < count; ++i) taps[i] = response[first + i] / kTransformFrames;
      if (!is_silent(taps, kPartitionFrames)) is_heard_[static_cast<size_t>(input)] = 1;
      auto& spectrum = spectra_[static_cast<size_t>((input * partitions_ + partition) * kConvolutionOutputs + output)];
      fft.forward(taps, spectrum.re, spectrum.im);
    }
  }
}

PartitionedConvolution::PartitionedConvolution(int inputs, int most_partitions)
    : inputs_(inputs),
      partitions_(most_partitions),
      fft_(kTransformFrames),
      recent_(static_cast<size_t>(inputs * kTransformFrames), 0.0f),
      spectra_(static_cast<size_t>(inputs * most_partitions)),
      has_sound_(static_cast<size_t>(inputs * most_partitions), 0) {}

void PartitionedConvolution::reset() {
  std::fill(recent_.begin(), recent_.end(), 0.0f);
  std::fill(has_sound_.begin(), has_sound_.end(), uint8_t{0});
}

void PartitionedConvolution::push(const float* in) {
  newest_ = (newest_ + 1) % partitions_;
  for (int input = 0; input < inputs_; ++input) {
    float* recent = &recent_[static_cast<size_t>(input * kTransformFrames)];
    std::copy_n(recent + kPartitionFrames, kPartitionFrames, recent);
    std::copy_n(in + input * kPartitionFrames, kPartitionFrames, recent + kPartitionFrames);
    const size_t now = slot(input, 0);
    has_sound_[now] = !is_silent(recent, kTransformFrames);
    if (has_sound_[now]) fft_.forward(recent, spectra_[now].re, spectra_[now].im);
  }
}

void PartitionedConvolution::hear(const ConvolutionFilters& filters,
                                  float (&out)[kConvolutionOutputs][kPartitionFrames]) {
  PartitionSpectrum sums[kConvolutionOutputs];
  bool is_heard = false;
  const int partitions = std::min(partitions_, filters.partitions());
  for (int input = 0; input < inputs_; ++input) {
    if (!filters.hears(input)) continue;
    for (int partition = 0; partition < partitions; ++partition) {
      const size_t past = slot(input, partition);
      if (!has_sound_[past]) continue;
      is_heard = true;
      for (int output = 0; output < kConvolutionOutputs; ++output)
        add_product(sums[output], spectra_[past], filters.spectrum(input, partition, output));
    }
  }
  for (int output = 0; output < kConvolutionOutputs; ++output) {
    float heard[kTransformFrames] = {};
    if (is_heard) fft_.inverse(sums[output].re, sums[output].im, heard);
    std::copy_n(heard + kPartitionFrames, kPartitionFrames, out[output]);  // the first half wraps around
  }
}

}  // namespace headroom
