#include "dsp/meters/sound_level.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "dsp/levels.h"
#include "dsp/strip_bank.h"

namespace headroom {
namespace {

constexpr double kFast_s = 0.125, kSlow_s = 1;
constexpr int kRingSeconds = 3600;

}  // namespace

SoundLevelMeter::SoundLevelMeter(FrequencyWeighting weighting, double sample_rate, double full_scale_dB_SPL)
    : filter_(weighting, sample_rate),
      sample_rate_(sample_rate),
      full_scale_dB_SPL_(full_scale_dB_SPL),
      fast_rise_(1 - std::exp(-1 / (kFast_s * sample_rate))),
      slow_rise_(1 - std::exp(-1 / (kSlow_s * sample_rate))),
      second_end_(std::llround(sample_rate)),
      per_second_(kRingSeconds) {}

void SoundLevelMeter::process(const float* samples, int frames) {
  for (int f = 0; f < frames; ++f) {
    // What is no sound (NaN, infinite, above +60 dBFS) counts as silence: it would stay in the filter, or in the levels
    // of an hour.
    const double y = filter_.tick(std::abs(samples[f]) <= kInputLimit ? samples[f] : 0);
    const double square = y * y;
    fast_ += fast_rise_ * (square - fast_);
    slow_ += slow_rise_ * (square - slow_);
    max_fast_ = std::max(max_fast_, fast_);
    max_slow_ = std::max(max_slow_, slow_);
    second_peak_ = std::max(second_peak_, square);
    second_energy_ += square;
    if (++frame_ == second_end_) end_second();
  }
  peak_ = std::max(peak_, second_peak_);
}

void SoundLevelMeter::end_second() {
  const double mean_square = second_energy_ / sample_rate_;
  per_second_[static_cast<size_t>(seconds_ % kRingSeconds)] = mean_square;
  all_energy_ += mean_square;
  ++seconds_;
  second_energy_ = 0;
  peak_ = std::max(peak_, second_peak_);
  last_second_peak_ = std::exchange(second_peak_, 0);
  second_end_ = std::llround(static_cast<double>(seconds_ + 1) * sample_rate_);
  for (size_t i = 0; i < kLeqMinutes.size(); ++i)
    if (seconds_ >= 60 * kLeqMinutes[i])
      max_leq_[i] = std::max(max_leq_[i], window_energy(60 * kLeqMinutes[i]) / (60 * kLeqMinutes[i]));
}

double SoundLevelMeter::window_energy(int64_t seconds) const {
  double energy = 0;
  for (int64_t second = seconds_ - seconds; second < seconds_; ++second)
    energy += per_second_[static_cast<size_t>(second % kRingSeconds)];
  return energy;
}

void SoundLevelMeter::reset() {
  filter_.reset();
  fast_ = slow_ = max_fast_ = max_slow_ = peak_ = second_peak_ = last_second_peak_ = second_energy_ = all_energy_ = 0;
  frame_ = seconds_ = 0;
  second_end_ = std::llround(sample_rate_);
  max_leq_ = {};
}

double SoundLevelMeter::dB_of_square(double mean_square) const { return full_scale_dB_SPL_ + rms_dBFS(mean_square); }

double SoundLevelMeter::leq_of_last_dB(int64_t wanted) const {
  const int64_t seconds = std::min(seconds_, wanted);
  return dB_of_square(seconds ? window_energy(seconds) / static_cast<double>(seconds) : 0);
}

double SoundLevelMeter::max_leq_dB(size_t which_of_kLeqMinutes) const {
  return dB_of_square(max_leq_[which_of_kLeqMinutes]);
}

double SoundLevelMeter::leq_since_reset_dB() const {
  return dB_of_square(seconds_ ? all_energy_ / static_cast<double>(seconds_) : 0);
}

}  // namespace headroom
