#include "dsp/meters/half_band.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>

namespace headroom {
namespace {

// The coefficients beside the middle on one side, nearest first: a sample between two others is the sum over k of c[k]
// * (the k-th neighbour before + the k-th after). Gain 1 at 0 Hz.
std::vector<float> design(const HalfBandShape& shape) {
  std::vector<double> exact(shape.neighbours);
  double sum = 0;
  for (size_t k = 0; k < exact.size(); ++k) {
    const double place = static_cast<double>(k) + 0.5;  // in samples of the lower rate
    const double inside = place / static_cast<double>(shape.neighbours);
    const double window = std::cyl_bessel_i(0, shape.kaiser_beta * std::sqrt(1 - inside * inside)) /
                          std::cyl_bessel_i(0, shape.kaiser_beta);
    exact[k] = std::sin(std::numbers::pi * place) / (std::numbers::pi * place) * window;
    sum += 2 * exact[k];
  }
  std::vector<float> coefficients;
  for (const double c : exact) coefficients.push_back(static_cast<float>(c / sum));
  return coefficients;
}

// Samples are made in groups of as many as fit the registers.
typedef float Four __attribute__((vector_size(16)));
constexpr int kFours = 4, kGroup = 4 * kFours;

Four load(const float* from) {
  Four four;
  std::memcpy(&four, from, sizeof four);
  return four;
}

void forget(std::vector<float>& past_and_block) { std::fill(past_and_block.begin(), past_and_block.end(), 0.0f); }

}  // namespace

RateDoubler::RateDoubler(const HalfBandShape& shape, int most_frames)
    : coefficients_(design(shape)),
      past_and_block_(2 * shape.neighbours - 1 + static_cast<size_t>(most_frames + kGroup)),
      sums_(static_cast<size_t>(most_frames + kGroup)) {}

void RateDoubler::process(const float* in, int frames, float* out) {
  const int reach = static_cast<int>(coefficients_.size()), past = 2 * reach - 1;
  float* all = past_and_block_.data();
  float* sums = sums_.data();
  std::copy(in, in + frames, all + past);
  for (int group = 0; group < frames; group += kGroup) {  // the last one may make more than is wanted
    Four sum[kFours] = {};
    for (int k = 0; k < reach; ++k) {
      const float c = coefficients_[static_cast<size_t>(k)];
      const float *before = all + group + reach - 1 - k, *after = all + group + reach + k;
      for (int i = 0; i < kFours; ++i) sum[i] += c * (load(before + 4 * i) + load(after + 4 * i));
    }
    std::memcpy(sums + group, sum, sizeof sum);
  }
  for (int f = 0; f < frames; ++f) {
    out[2 * f] = all[reach - 1 + f];
    out[2 * f + 1] = sums[f];
  }
  std::copy(all + frames, all + frames + past, all);
}

void RateDoubler::reset() { forget(past_and_block_); }

RateHalver::RateHalver(const HalfBandShape& shape, int most_frames)
    : coefficients_(design(shape)), past_and_block_(4 * shape.neighbours - 2 + static_cast<size_t>(most_frames)) {}

int RateHalver::process(const float* in, int frames, float* out) {
  const int past = 4 * static_cast<int>(coefficients_.size()) - 2;
  float* all = past_and_block_.data();
  std::copy(in, in + frames, all + past);
  int made = 0;
  for (int f = skip_; f < frames; f += 2) {
    const float* middle = all + past / 2 + f;
    float sum = *middle;
    for (int k = 0; k < static_cast<int>(coefficients_.size()); ++k)
      sum += coefficients_[static_cast<size_t>(k)] * (middle[-2 * k - 1] + middle[2 * k + 1]);
    out[made++] = 0.5f * sum;
  }
  skip_ = (skip_ + frames) & 1;
  std::copy(all + frames, all + frames + past, all);
  return made;
}

void RateHalver::reset() {
  forget(past_and_block_);
  skip_ = 0;
}

}  // namespace headroom
