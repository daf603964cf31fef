#include "surfaces/display/model/surround_shape.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace headroom::display {
namespace {

constexpr double kUpperLayer_deg = 20;  // as dsp/meters/surround_field.cpp parts the layers
constexpr float kRadian = std::numbers::pi_v<float> / 180;

int lane_of(const std::vector<Loudspeaker>& lanes, Loudspeaker loudspeaker) {
  return static_cast<int>(std::find(lanes.begin(), lanes.end(), loudspeaker) - lanes.begin());
}

float correlation_of(const FieldReading& field, int lane, int other) {
  for (size_t i = 0; i < static_cast<size_t>(field.neighbours); ++i) {
    const NeighbourReading& pair = field.neighbour[i];
    if ((pair.first == lane && pair.second == other) || (pair.first == other && pair.second == lane))
      return pair.correlation;
  }
  return std::numeric_limits<float>::quiet_NaN();
}

// Straight for a correlation of 0 and where there is none. A quadratic curve goes half-way to its control point.
Point bend_of(Point from, Point to, float correlation, float layer_radius) {
  const Point middle{(from.x + to.x) / 2, (from.y + to.y) / 2};
  const float along_x = to.x - from.x, along_y = to.y - from.y, length = std::hypot(along_x, along_y);
  if (!(length > 1e-4f) || std::isnan(correlation)) return middle;
  // Corners run counter-clockwise: outwards is to the right of the way.
  const float way = 2 * kBulge * correlation * layer_radius / length;
  return {middle.x + along_y * way, middle.y - along_x * way};
}

FieldLayer layer_of(SpeakerLayout layout, bool is_upper, const FieldReading& field, float target_LUFS) {
  FieldLayer layer;
  const std::vector<Loudspeaker> lanes = loudspeakers_of(layout);
  const float layer_radius = is_upper ? kHeightsRadius : 1;
  for (size_t lane = 0; lane < lanes.size(); ++lane) {
    const Direction direction = direction_of(layout, lanes[lane]);
    if (lanes[lane] == Loudspeaker::lfe || (direction.elevation_deg >= kUpperLayer_deg) != is_upper) continue;
    const auto azimuth_deg = static_cast<float>(direction.azimuth_deg);
    const float loudness_LU = field.channel_momentary_LUFS[lane] - target_LUFS;
    layer.corners.push_back(
        {lanes[lane], azimuth_deg, loudness_LU, place_at(azimuth_deg, layer_radius * radius_of_LU(loudness_LU))});
  }
  std::sort(layer.corners.begin(), layer.corners.end(),
            [](const FieldCorner& a, const FieldCorner& b) { return a.azimuth_deg < b.azimuth_deg; });
  for (size_t i = 0; i < layer.corners.size(); ++i) {
    const FieldCorner &from = layer.corners[i], &to = layer.corners[(i + 1) % layer.corners.size()];
    const float correlation = correlation_of(field, lane_of(lanes, from.loudspeaker), lane_of(lanes, to.loudspeaker));
    layer.edges.push_back({correlation, bend_of(from.at, to.at, correlation, layer_radius)});
  }
  return layer;
}

}  // namespace

float radius_of_LU(float loudness_LU) {
  if (!(loudness_LU > kLowest_LU)) return 0;
  if (loudness_LU <= 0) return kTargetRadius * (1 - loudness_LU / kLowest_LU);
  return std::min(1.0f, kTargetRadius + (1 - kTargetRadius) * loudness_LU / kHighest_LU);
}

Point place_at(float azimuth_deg, float radius) {
  return {-radius * std::sin(azimuth_deg * kRadian), radius * std::cos(azimuth_deg * kRadian)};
}

std::vector<Point> FieldLayer::outline(int segments) const {
  std::vector<Point> points;
  for (size_t i = 0; i < corners.size(); ++i) {
    const Point from = corners[i].at, to = corners[(i + 1) % corners.size()].at, bend = edges[i].bend;
    for (int step = 0; step < segments; ++step) {
      const float t = static_cast<float>(step) / static_cast<float>(segments), u = 1 - t;
      points.push_back(
          {u * u * from.x + 2 * u * t * bend.x + t * t * to.x, u * u * from.y + 2 * u * t * bend.y + t * t * to.y});
    }
  }
  return points;
}

SurroundShape shape_of(SpeakerLayout layout, const FieldReading& field, float target_LUFS) {
  return {layer_of(layout, false, field, target_LUFS), layer_of(layout, true, field, target_LUFS)};
}

}  // namespace headroom::display
