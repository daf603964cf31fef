#include "dsp/meters/angle_levels.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace headroom {
namespace {

constexpr double kDegrees = 180 / std::numbers::pi;

}  // namespace

AngleLevels::AngleLevels(std::span<const FieldLoudspeaker> loudspeakers)
    : span_deg_(loudspeakers.size() == 2 ? 180 : 360) {
  for (const FieldLoudspeaker& at : loudspeakers)
    places_.push_back(at.is_lfe ? Place{}
                                : Place{std::sin(at.azimuth_deg / kDegrees), std::cos(at.azimuth_deg / kDegrees)});
}

void AngleLevels::process(const float* const* channels, int frames) {
  for (int f = 0; f < frames; ++f) {
    if (places_.size() == 2) {
      const float left = channels[0][f], right = channels[1][f];
      const float sum = left + right,
                  difference = sum < 0 ? right - left : left - right;  // both half-waves lie on one line
      add(std::atan2(difference, std::abs(sum)) * kDegrees,
          static_cast<double>(left) * left + static_cast<double>(right) * right);
      continue;
    }
    double x = 0, y = 0;
    for (size_t c = 0; c < places_.size(); ++c) {
      const double square = static_cast<double>(channels[c][f]) * channels[c][f];
      x += square * places_[c].x;
      y += square * places_[c].y;
    }
    add(std::atan2(static_cast<float>(x), static_cast<float>(y)) * kDegrees, std::hypot(x, y));
  }
  frames_ += frames;
}

void AngleLevels::add(double angle_deg, double energy) {
  if (!(energy > 0) || !std::isfinite(energy)) return;
  const int bin = static_cast<int>((0.5 - angle_deg / span_deg_) * kAngleBins);
  energies_[static_cast<size_t>(std::clamp(bin, 0, kAngleBins - 1))] += energy;
}

std::array<double, kAngleBins> AngleLevels::take() {
  std::array<double, kAngleBins> means = energies_;
  for (double& mean : means) mean = frames_ ? mean / static_cast<double>(frames_) : 0;
  energies_ = {};
  frames_ = 0;
  return means;
}

}  // namespace headroom
