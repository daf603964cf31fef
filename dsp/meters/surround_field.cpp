#include "dsp/meters/surround_field.h"

#include <algorithm>
#include <cmath>

#include "dsp/levels.h"

namespace headroom {
namespace {

constexpr double kAverage_s = 0.3;
constexpr double kUpperLayer_deg = 20;

}  // namespace

std::vector<FieldLoudspeaker> field_of(SpeakerLayout layout) {
  std::vector<FieldLoudspeaker> loudspeakers;
  for (const Loudspeaker loudspeaker : loudspeakers_of(layout)) {
    const Direction at = direction_of(layout, loudspeaker);
    loudspeakers.push_back({at.azimuth_deg, at.elevation_deg, loudspeaker == Loudspeaker::lfe});
  }
  return loudspeakers;
}

std::optional<Dominance> dominance_of(std::span<const FieldLoudspeaker> loudspeakers, std::span<const double> powers) {
  double front = 0, left = 0, up = 0, power = 0;
  for (size_t c = 0; c < powers.size(); ++c) {
    const FieldLoudspeaker& speaker = loudspeakers[c];
    if (speaker.is_lfe) continue;
    const double azimuth = speaker.azimuth_deg * kRadiansPerDegree,
                 elevation = speaker.elevation_deg * kRadiansPerDegree;
    front += powers[c] * std::cos(elevation) * std::cos(azimuth);
    left += powers[c] * std::cos(elevation) * std::sin(azimuth);
    up += powers[c] * std::sin(elevation);
    power += powers[c];
  }
  if (power < kSilentPower) return std::nullopt;
  const double across = std::hypot(front, left);
  return Dominance{std::atan2(left, front) / kRadiansPerDegree, std::atan2(up, across) / kRadiansPerDegree,
                   std::hypot(across, up) / power};
}

SurroundFieldMeter::SurroundFieldMeter(std::span<const FieldLoudspeaker> loudspeakers, double sample_rate)
    : loudspeakers_(loudspeakers.begin(), loudspeakers.end()),
      rise_(1 - std::exp(-1 / (kAverage_s * sample_rate))),
      powers_(loudspeakers.size()) {
  for (const bool upper : {false, true}) {
    std::vector<int> layer;
    for (int i = 0; i < static_cast<int>(loudspeakers_.size()); ++i) {
      const FieldLoudspeaker& speaker = loudspeakers_[static_cast<size_t>(i)];
      if (speaker.is_lfe)
        lfe_ = i;
      else if ((speaker.elevation_deg >= kUpperLayer_deg) == upper)
        layer.push_back(i);
    }
    std::sort(layer.begin(), layer.end(), [&](int a, int b) {
      return loudspeakers_[static_cast<size_t>(a)].azimuth_deg < loudspeakers_[static_cast<size_t>(b)].azimuth_deg;
    });
    for (size_t i = 0; i + 1 < layer.size(); ++i) neighbours_.push_back({layer[i], layer[i + 1]});
    if (layer.size() > 2) neighbours_.push_back({layer.back(), layer.front()});
  }
  products_.resize(neighbours_.size());
}

void SurroundFieldMeter::process(const float* const* channels, int frames) {
  for (int f = 0; f < frames; ++f) {
    double others = 0;
    bool is_sound = true;
    for (size_t c = 0; c < powers_.size(); ++c) {
      is_sound = is_sound && std::isfinite(channels[c][f]);
      if (static_cast<int>(c) != lfe_) others += channels[c][f];
    }
    if (!is_sound) continue;  // it would stay in the averages for ever
    for (size_t c = 0; c < powers_.size(); ++c) {
      const double x = channels[c][f];
      powers_[c] += rise_ * (x * x - powers_[c]);
    }
    for (size_t pair = 0; pair < products_.size(); ++pair) {
      const auto [first, second] = neighbours_[pair];
      const double product = static_cast<double>(channels[first][f]) * channels[second][f];
      products_[pair] += rise_ * (product - products_[pair]);
    }
    if (lfe_ < 0) continue;
    others_power_ += rise_ * (others * others - others_power_);
    lfe_product_ += rise_ * (others * channels[lfe_][f] - lfe_product_);
  }
}

void SurroundFieldMeter::reset() {
  std::fill(powers_.begin(), powers_.end(), 0.0);
  std::fill(products_.begin(), products_.end(), 0.0);
  others_power_ = lfe_product_ = 0;
}

double SurroundFieldMeter::level_dBFS(int channel) const { return rms_dBFS(powers_[static_cast<size_t>(channel)]); }

std::optional<double> SurroundFieldMeter::correlation(size_t pair) const {
  const Neighbours& sides = neighbours_[pair];
  return correlation_of(products_[pair], powers_[static_cast<size_t>(sides.first)],
                        powers_[static_cast<size_t>(sides.second)]);
}

std::optional<double> SurroundFieldMeter::lfe_correlation() const {
  if (lfe_ < 0) return std::nullopt;
  return correlation_of(lfe_product_, powers_[static_cast<size_t>(lfe_)], others_power_);
}

}  // namespace headroom
