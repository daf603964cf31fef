#include "dsp/meters/stereo_phase.h"

#include <algorithm>
#include <cmath>

#include "dsp/levels.h"

namespace headroom {
namespace {

constexpr double kFastPhase_s = 0.3, kSlowPhase_s = 3;

void average(SidePowers& powers, double rise, double left, double right, double product) {
  powers.left += rise * (left - powers.left);
  powers.right += rise * (right - powers.right);
  powers.product += rise * (product - powers.product);
}

}  // namespace

std::optional<double> SidePowers::correlation() const { return correlation_of(product, left, right); }

std::optional<double> SidePowers::balance_dB() const {
  if (std::min(left, right) < kSilentPower) return std::nullopt;
  return 10 * std::log10(right / left);
}

std::optional<double> SidePowers::mono_loss_dB() const {
  if (left + right < kSilentPower) return std::nullopt;
  return 10 * std::log10(std::max(0.0, (left + right + 2 * product) / (2 * (left + right))));
}

std::optional<double> SidePowers::width_dB() const {
  if (left + right < kSilentPower) return std::nullopt;
  const double middle = left + right + 2 * product, side = left + right - 2 * product;
  return 10 * std::log10(std::max(0.0, side) / std::max(middle, 0.0));
}

StereoPhaseMeter::StereoPhaseMeter(double sample_rate)
    : sample_rate_(sample_rate),
      fast_rise_(1 - std::exp(-1 / (kFastPhase_s * sample_rate))),
      slow_rise_(1 - std::exp(-1 / (kSlowPhase_s * sample_rate))) {}

void StereoPhaseMeter::process(const float* left, const float* right, int frames) {
  SidePowers fast = fast_, slow = slow_, sums = sums_;
  for (int f = 0; f < frames; ++f) {
    const double l = left[f], r = right[f];
    const double ll = l * l, rr = r * r, lr = l * r;
    if (!std::isfinite(ll + rr)) continue;
    average(fast, fast_rise_, ll, rr, lr);
    average(slow, slow_rise_, ll, rr, lr);
    sums.left += ll;
    sums.right += rr;
    sums.product += lr;
    out_of_phase_frames_ += fast.product < 0;
  }
  fast_ = fast;
  slow_ = slow;
  sums_ = sums;
  frames_ += frames;
}

void StereoPhaseMeter::reset() {
  fast_ = slow_ = sums_ = {};
  frames_ = out_of_phase_frames_ = 0;
}

SidePowers StereoPhaseMeter::whole() const {
  const double share = frames_ ? 1 / static_cast<double>(frames_) : 0;
  return {share * sums_.left, share * sums_.right, share * sums_.product};
}

double StereoPhaseMeter::out_of_phase_s() const { return static_cast<double>(out_of_phase_frames_) / sample_rate_; }

}  // namespace headroom
