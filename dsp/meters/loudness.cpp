#include "dsp/meters/loudness.h"

#include <algorithm>
#include <cmath>

namespace headroom {
namespace {

// Hops of 10 ms: the momentary maximum of a burst of 400 ms is missed by no more than 0.1 LU (Tech 3341 cases 13, 14).
constexpr int kHopsPerSecond = 100;
constexpr int kMomentaryHops = 40, kShortTermHops = 300;
constexpr int kBlockEveryHops = 10;  // gating blocks overlap by 75 %, short-term values come at 10 Hz
constexpr int kSilenceAfterFileHops = 150;

}  // namespace

LoudnessMeter::LoudnessMeter(std::span<const double> weights, double sample_rate)
    : sample_rate_(sample_rate),
      weighting_(design_k_weighting(sample_rate)),
      weights_(weights.begin(), weights.end()),
      pairs_((weights.size() + 1) / 2),
      hop_energy_(kShortTermHops),
      channel_energy_(weights.size() * kMomentaryHops) {}

// Where a hop ends: with a rate that 10 ms do not divide, hops differ by a frame and do not drift.
int64_t LoudnessMeter::frame_after_hop(int64_t hop) const {
  return std::llround(static_cast<double>(hop + 1) * sample_rate_ / kHopsPerSecond);
}

void LoudnessMeter::process(const float* const* channels, int frames) {
  for (int from = 0; from < frames;) {
    const int64_t left = frame_after_hop(hop_) - frame_;
    const int to = static_cast<int>(std::min<int64_t>(frames, from + left));
    filter(channels, from, to);
    frame_ += to - from;
    if (to - from == left) end_hop();
    from = to;
  }
}

void LoudnessMeter::filter(const float* const* channels, int from, int to) {
  for (size_t p = 0; p < pairs_.size(); ++p) {
    const float* first = channels[2 * p];
    const float* second = channels[std::min(2 * p + 1, weights_.size() - 1)];  // of an odd last one: itself
    Pair pair = pairs_[p];
    for (int f = from; f < to; ++f) {
      const TwoChannels x{first[f], second[f]};
      const TwoChannels y = pair.high_pass.tick(weighting_.high_pass, pair.shelf.tick(weighting_.shelf, x));
      pair.energy += y * y;
    }
    pairs_[p] = pair;
  }
}

void LoudnessMeter::end_hop() {
  double weighted = 0;
  for (size_t c = 0; c < weights_.size(); ++c) {
    double energy = pairs_[c / 2].energy[c % 2];
    if (!std::isfinite(energy)) {  // one broken sample would stay in the filter for ever
      pairs_[c / 2] = {};
      energy = 0;
    }
    channel_energy_[c * kMomentaryHops + static_cast<size_t>(hop_ % kMomentaryHops)] = energy;
    weighted += weights_[c] * energy;
  }
  for (Pair& pair : pairs_) pair.energy = TwoChannels{};
  hop_energy_[static_cast<size_t>(hop_ % kShortTermHops)] = weighted;
  ++hop_;
  momentary_power_ = mean_power(kMomentaryHops, hop_ - kMomentaryHops);
  short_term_power_ = mean_power(kShortTermHops, hop_ - kShortTermHops);
  if (running_) count_blocks();
}

// Over a window that begins with `first_hop`; what it holds before the first sound and after the newest is silence.
// Summed anew each time, so that no error grows.
double LoudnessMeter::mean_power(int window_hops, int64_t first_hop) const {
  double energy = 0;
  const int64_t end = std::min(hop_, first_hop + window_hops);
  for (int64_t hop = std::max<int64_t>(0, first_hop); hop < end; ++hop)
    energy += hop_energy_[static_cast<size_t>(hop % kShortTermHops)];
  return energy * kHopsPerSecond / (window_hops * sample_rate_);
}

void LoudnessMeter::count_blocks() {
  ++measured_hops_;
  ++running_hops_;
  const bool is_block_end = running_hops_ % kBlockEveryHops == 0;
  if (running_hops_ >= kMomentaryHops) {
    max_momentary_power_ = std::max(max_momentary_power_, momentary_power_);
    if (is_block_end) blocks_.add(momentary_power_);
  }
  if (running_hops_ >= kShortTermHops) {
    max_short_term_power_ = std::max(max_short_term_power_, short_term_power_);
    if (is_block_end) short_terms_.add(short_term_power_);
  }
}

void LoudnessMeter::finish() {
  for (int silent = kBlockEveryHops; silent <= kSilenceAfterFileHops; silent += kBlockEveryHops)
    if (running_hops_ + silent >= kShortTermHops)
      short_terms_.add(mean_power(kShortTermHops, hop_ + silent - kShortTermHops));
}

void LoudnessMeter::reset() {
  blocks_.reset();
  short_terms_.reset();
  max_momentary_power_ = max_short_term_power_ = 0;
  running_hops_ = measured_hops_ = 0;
}

void LoudnessMeter::start() {
  if (!running_) running_hops_ = 0;
  running_ = true;
}

void LoudnessMeter::pause() { running_ = false; }

double LoudnessMeter::measured_s() const { return static_cast<double>(measured_hops_) / kHopsPerSecond; }

double LoudnessMeter::channel_momentary_LUFS(int channel) const {
  double energy = 0;
  for (int hop = 0; hop < kMomentaryHops; ++hop)
    energy += channel_energy_[static_cast<size_t>(channel * kMomentaryHops + hop)];
  return loudness_LUFS(energy * kHopsPerSecond / (kMomentaryHops * sample_rate_));
}

}  // namespace headroom
