#include "dsp/meters/loudness_histogram.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace headroom {
namespace {

constexpr double kOffset_LU = -0.691;  // cancels the gain of K-weighting at 997 Hz
constexpr double kAbsoluteGate_LUFS = -70;
constexpr double kHighest_LUFS = 40;  // louder blocks share the last bin
constexpr double kBinsPerLU = 100;
constexpr size_t kBins = static_cast<size_t>((kHighest_LUFS - kAbsoluteGate_LUFS) * kBinsPerLU);
constexpr double kRelativeGate_LU = -10, kRangeGate_LU = -20;
constexpr double kRangeLow_percent = 10, kRangeHigh_percent = 95;

size_t bin_of(double loudness_LUFS) {
  const double place = (loudness_LUFS - kAbsoluteGate_LUFS) * kBinsPerLU;
  return static_cast<size_t>(std::clamp(place, 0.0, static_cast<double>(kBins - 1)));
}

}  // namespace

double loudness_LUFS(double power) { return kOffset_LU + 10 * std::log10(power); }
double loudness_power(double loudness_LUFS) { return std::pow(10, (loudness_LUFS - kOffset_LU) / 10); }

LoudnessHistogram::LoudnessHistogram() : bins_(kBins) {}

void LoudnessHistogram::reset() {
  std::fill(bins_.begin(), bins_.end(), Bin{});
  all_ = {};
}

void LoudnessHistogram::add(double power) {
  const double loudness = loudness_LUFS(power);
  if (!(loudness > kAbsoluteGate_LUFS) || !std::isfinite(power)) return;
  for (Bin* bin : {&bins_[bin_of(loudness)], &all_}) {
    ++bin->blocks;
    bin->power += power;
  }
}

size_t LoudnessHistogram::first_bin_above(double relative_gate_LU) const {
  const double gate_LUFS = loudness_LUFS(all_.power / static_cast<double>(all_.blocks)) + relative_gate_LU;
  if (gate_LUFS <= kAbsoluteGate_LUFS) return 0;
  // The bin that the gate divides counts when the mean of its blocks does.
  const size_t divided = bin_of(gate_LUFS);
  const Bin& bin = bins_[divided];
  const bool counts = bin.power > loudness_power(gate_LUFS) * static_cast<double>(bin.blocks);
  return divided + (counts ? 0 : 1);
}

double LoudnessHistogram::gated_LUFS() const {
  if (all_.blocks == 0) return -std::numeric_limits<double>::infinity();
  Bin kept;
  for (size_t i = first_bin_above(kRelativeGate_LU); i < kBins; ++i) {
    kept.blocks += bins_[i].blocks;
    kept.power += bins_[i].power;
  }
  return loudness_LUFS(kept.power / static_cast<double>(kept.blocks));
}

double LoudnessHistogram::percentile_LUFS(size_t first, int64_t blocks, double percent) const {
  int64_t rank = std::llround(static_cast<double>(blocks - 1) * percent / 100);  // 0 is the softest block
  size_t i = first;
  while (rank >= bins_[i].blocks) rank -= bins_[i++].blocks;
  return loudness_LUFS(bins_[i].power / static_cast<double>(bins_[i].blocks));
}

double LoudnessHistogram::range_LU() const {
  if (all_.blocks == 0) return 0;
  const size_t first = first_bin_above(kRangeGate_LU);
  int64_t blocks = 0;
  for (size_t i = first; i < kBins; ++i) blocks += bins_[i].blocks;
  return percentile_LUFS(first, blocks, kRangeHigh_percent) - percentile_LUFS(first, blocks, kRangeLow_percent);
}

}  // namespace headroom
