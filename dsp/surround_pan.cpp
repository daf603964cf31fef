#include "dsp/surround_pan.h"

#include <algorithm>
#include <numbers>

#include "dsp/vbap.h"

namespace headroom {
namespace {

using enum Loudspeaker;

// Directions on the circle, evenly over the arc to both sides.
SpeakerGains spread_on_circle(SpeakerLayout layout, const SurroundPosition& position) {
  constexpr int kDirections = 32;
  const double half_arc_deg = 180 * position.spread;
  SpeakerGains sum;
  for (int i = 0; i < kDirections; ++i) {
    const double aside_deg = half_arc_deg * (2 * i + 1 - kDirections) / kDirections;
    sum = sum + pan_vector(layout, {position.at.azimuth_deg + aside_deg, position.at.elevation_deg});
  }
  return sum;
}

// Directions on the sphere, each for an equal part of the cap around the middle one.
SpeakerGains spread_on_sphere(SpeakerLayout layout, const SurroundPosition& position) {
  constexpr int kRings = 5, kDirections = 12;
  const double azimuth = position.at.azimuth_deg * kRadiansPerDegree;
  const double elevation = position.at.elevation_deg * kRadiansPerDegree;
  const double cap = 1 - std::cos(std::numbers::pi * position.spread);
  SpeakerGains sum;
  for (int ring = 0; ring < kRings; ++ring) {
    const double along = 1 - (ring + 0.5) / kRings * cap, aside = std::sqrt(std::max(0.0, 1 - along * along));
    for (int i = 0; i < kDirections; ++i) {
      const double turn = 2 * std::numbers::pi * (i + 0.5) / kDirections;
      const double to_left = aside * std::cos(turn), up = aside * std::sin(turn);
      // From the frame of the middle direction to that of the room.
      const double forward = along * std::cos(elevation) - up * std::sin(elevation);
      const double x = forward * std::cos(azimuth) - to_left * std::sin(azimuth);
      const double y = forward * std::sin(azimuth) + to_left * std::cos(azimuth);
      const double z = along * std::sin(elevation) + up * std::cos(elevation);
      sum = sum + pan_vector(layout, {std::atan2(y, x) / kRadiansPerDegree,
                                      std::atan2(z, std::hypot(x, y)) / kRadiansPerDegree});
    }
  }
  return sum;
}

SpeakerGains spread_around(SpeakerLayout layout, const SurroundPosition& position) {
  if (position.spread <= 0) return pan_vector(layout, position.at);
  const bool has_height = has_loudspeaker(layout, left_top_front);
  return with_unit_power(has_height ? spread_on_sphere(layout, position) : spread_on_circle(layout, position));
}

// Power moves to where it is even; what was power 1 stays power 1.
SpeakerGains nearer(SpeakerLayout layout, const SpeakerGains& gains, double distance) {
  if (distance >= 1) return gains;
  int count = 0;
  for (int side = 0; side < kLoudspeakers; ++side)
    count += has_loudspeaker(layout, loudspeaker_at(side)) && loudspeaker_at(side) != lfe;
  SpeakerGains near;
  for (int side = 0; side < kLoudspeakers; ++side) {
    const Loudspeaker loudspeaker = loudspeaker_at(side);
    if (!has_loudspeaker(layout, loudspeaker) || loudspeaker == lfe) continue;
    near[loudspeaker] = std::sqrt(distance * gains[loudspeaker] * gains[loudspeaker] + (1 - distance) / count);
  }
  return near;
}

}  // namespace

SpeakerGains pan_surround(SpeakerLayout layout, const SurroundPosition& position) {
  SpeakerGains gains = nearer(layout, spread_around(layout, position), std::max(0.0, position.distance));
  const double to_each_side = (1 - position.centre) * gains[centre] / std::numbers::sqrt2;
  gains[left] += to_each_side;
  gains[right] += to_each_side;
  gains[centre] *= position.centre;
  return with_unit_power(gains);
}

double distance_gain(double distance) { return 1 / std::max(1.0, distance); }

SpeakerGains pan_lcr(double position, double centre_part) {
  const double p = std::clamp((position + 100) / 200, 0.0, 1.0);
  // Sines from both ends, so that the hard places are exact.
  const auto towards = [](double share) { return share >= 1 ? 1 : std::sin(share * std::numbers::pi / 2); };
  const double aside = std::abs(2 * p - 1);
  SpeakerGains three, two;
  three[p < 0.5 ? left : right] = towards(aside);
  three[centre] = towards(1 - aside);
  two[left] = towards(1 - p);
  two[right] = towards(p);
  return with_unit_power(centre_part * three + (1 - centre_part) * two);
}

}  // namespace headroom
