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
  const bool is_wanted =
      std::any_of(limiter_wanted_.begin(), limiter_wanted_.end(), [](float wet) { return wet != 0; });
  if (!limits_ && !is_wanted) return;
  if (!limits_) {
    reset(*limiter_, sample_rate_);
    limiter_heard_frames_ = 0;
    limits_ = true;
  }
  if (ramp_frames == 0 || limiter_heard_frames_ >= limiter_latency_frames(sample_rate_))
    rows.go_row(LimiterRow::wet, limiter_wanted_.data(), ramp_frames);
  if (!is_wanted && rows.row_is(LimiterRow::wet, 0)) limits_ = false;
  limited_pair_ = limited_pair();
}

// The pair of lanes that is limited, on its way in or out: where it is the only one, as of a stereo main, its peaks are
// found for a quarter of the work. A second one that joins it has been heard whole long before it is in.
int BusBank::limited_pair() const {
  const auto& wet = limiter_->rows;
  int pair = kNoPair;
  for (int lane = 0; lane < kLanes; ++lane) {
    const bool is_in_use = limiter_wanted_[static_cast<size_t>(lane)] != 0 || wet.current[LimiterRow::wet][lane] != 0 ||
                           wet.target[LimiterRow::wet][lane] != 0;
    if (is_in_use) pair = pair == kNoPair || pair == lane / 2 ? lane / 2 : kManyPairs;
  }
  return pair;
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
  if (!limits_) return;
  if (limited_pair_ == kManyPairs) return kernels.find_peaks(*limiter_, block, frames);
  kernels.find_peaks_of_pair(*limiter_, limited_pair_, block, frames);
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
  kernels.measure(levels_, block, frames);
  measured_frames_ += frames;
}

void BusBank::take_meters(BankMeters& meters, int frames) {
  for (size_t lane = 0; lane < kLanes; ++lane) {
    if (measured_frames_ == frames) {
      meters.peak[lane] = levels_.peak[lane];
      meters.mean_square[lane] = levels_.square_sum[lane] / static_cast<float>(frames);
    }
    // A limiter works out a gain for its whole bank; where it is out, nobody hears that.
    const bool is_in = limiter_->rows.current[LimiterRow::wet][lane] != 0;
    meters.limiter_gain[lane] = is_in ? limiter_->gain_min[lane] : 1;
    limiter_->gain_min[lane] = 1;
  }
  levels_ = {};
  measured_frames_ = 0;
}

}  // namespace headroom
