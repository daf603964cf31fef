#include "console/engine/bus_bank.h"

#include <algorithm>
#include <cmath>

#include "console/control_row.h"

namespace headroom {

BusBank::BusBank(double sample_rate)
    : sample_rate_(sample_rate),
      graphic_(std::make_unique<GraphicEqualiser>()),
      limiter_(std::make_unique<LimiterStage>()),
      output_delay_(static_cast<int>(kLongestBusDelay_ms * sample_rate / 1000)) {
  reset(*limiter_, sample_rate);
  std::fill_n(limiter_->gain_min, kLanes, 1.0f);
}

void BusBank::advance() {
  graphic_->advance();
  if (limits_) limiter_->rows.advance();
  oscillator_gain_.advance();
  hears_oscillator_ = !oscillator_gain_.row_is(0, 0);
}

void BusBank::aim(const BusTargets& targets, int ramp_frames) {
  graphic_->aim(targets.graphic.data(), ramp_frames);
  limiter_wanted_ = targets.limiter_wet;
  linked_lanes_ = targets.linked_lanes;
  std::copy(targets.limiter_link.begin(), targets.limiter_link.end(), limiter_->link);
  // A limiter that nobody hears has nothing to glide from.
  const int limiter_ramp_frames = limits_ ? ramp_frames : 0;
  limiter_->rows.go_row(LimiterRow::ceiling, targets.limiter_ceiling.data(), limiter_ramp_frames);
  limiter_->rows.go_row(LimiterRow::recovery, targets.limiter_recovery.data(), limiter_ramp_frames);
  output_delay_.aim(targets.delay_frames);
  oscillator_gain_.go_row(0, targets.oscillator_gain.data(), ramp_frames);
  hears_oscillator_ = !oscillator_gain_.row_is(0, 0);
}

void BusBank::follow(int ramp_frames) {
  follow_limiter(ramp_frames);
  output_delay_.advance(ramp_frames);
}

// A limiter listens first until the sound it lets through later has all been heard, then cross-fades in. So do the
// delay lines that keep the other paths in step with it.
void BusBank::follow_limiter(int ramp_frames) {
  auto& rows = limiter_->rows;
  const bool is_wanted = std::any_of(limiter_wanted_.begin(), limiter_wanted_.end(), [](float wet) { return wet != 0; });
  if (!limits_ && !is_wanted) return;
  if (!limits_) {
    reset(*limiter_, sample_rate_);
    limiter_heard_frames_ = 0;
    limits_ = true;
  }
  if (ramp_frames == 0 || limiter_heard_frames_ >= limiter_latency_frames(sample_rate_))
    rows.go_row(LimiterRow::wet, limiter_wanted_.data(), ramp_frames);
  if (!is_wanted && rows.row_is(LimiterRow::wet, 0)) limits_ = false;
}

void BusBank::add_oscillator(const float* signal, float* block, int frames) {
  auto& gain = oscillator_gain_.current[0];
  const auto& step = oscillator_gain_.step[0];
  for (int f = 0; f < frames; ++f)
    for (int lane = 0; lane < kLanes; ++lane) {
      gain[lane] += step[lane];
      block[f * kLanes + lane] += gain[lane] * signal[f];
    }
}

void BusBank::equalise(const KernelTable& kernels, float* block, int frames) {
  if (graphic_->is_in_use()) graphic_->process(kernels, block, frames);
  if (limits_) kernels.find_peaks(*limiter_, block, frames);
}

void BusBank::limit(const KernelTable& kernels, float* block, int frames) {
  if (!limits_ && !graphic_->is_in_use()) {
    measured_frames_ = 0;
    return;
  }
  if (limits_) {
    kernels.limit[limiter_->rows.moving != 0](*limiter_, block, frames);
    limiter_heard_frames_ = std::min(limiter_heard_frames_ + frames, limiter_latency_frames(sample_rate_));
  }
  measure(block, frames);
}

void BusBank::measure(const float* block, int frames) {
  // On the stack, where no block can lie: then the lanes are measured side by side.
  std::array<float, kLanes> peak = peak_, square_sum = square_sum_;
  for (int f = 0; f < frames; ++f)
    for (size_t lane = 0; lane < kLanes; ++lane) {
      const float x = block[static_cast<size_t>(f) * kLanes + lane];
      const float level = std::fabs(x);
      peak[lane] = level > peak[lane] ? level : peak[lane];
      square_sum[lane] += x * x;
    }
  peak_ = peak;
  square_sum_ = square_sum;
  measured_frames_ += frames;
}

void BusBank::take_meters(BankMeters& meters, int frames) {
  for (size_t lane = 0; lane < kLanes; ++lane) {
    if (measured_frames_ == frames) {
      meters.peak[lane] = peak_[lane];
      meters.mean_square[lane] = square_sum_[lane] / static_cast<float>(frames);
    }
    meters.limiter_gain[lane] = limiter_->gain_min[lane];
    limiter_->gain_min[lane] = 1;
  }
  peak_.fill(0);
  square_sum_.fill(0);
  measured_frames_ = 0;
}

}  // namespace headroom
