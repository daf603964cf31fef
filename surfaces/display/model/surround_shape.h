// The surround field as a shape (screen.md section 6.2): each loudspeaker a corner as far out as it is loud, neighbours
// joined by an edge that bulges when they belong together and caves in when they work against each other. Places are on
// a circle of radius 1 seen from above: x to the right, y to the front.
#pragma once

#include <vector>

#include "console/meters/meter_reading.h"
#include "surfaces/display/draw/geometry.h"

namespace headroom::display {

inline constexpr float kTargetRadius = 0.7f;               // where 0 LU lies
inline constexpr float kLowest_LU = -40, kHighest_LU = 9;  // at the centre, at the rim
inline constexpr float kBulge = 0.18f;                     // of the radius, for a correlation of 1
inline constexpr float kHeightsRadius = 0.55f;             // of the circle on which the upper layer stands

// How far out a loudness stands, 0...1. NaN and -infinity stand at the centre.
float radius_of_LU(float loudness_LU);
// A direction on the circle; azimuth positive to the left.
Point place_at(float azimuth_deg, float radius);

struct FieldCorner {
  Loudspeaker loudspeaker;
  float azimuth_deg;
  float loudness_LU;
  Point at;
};
// Between corner i and the next one; the last leads back to the first.
struct FieldEdge {
  float correlation;  // NaN where one of both is silent
  Point bend;         // the control point of the quadratic curve
};
struct FieldLayer {
  std::vector<FieldCorner> corners;  // from right to left behind, by azimuth
  std::vector<FieldEdge> edges;
  // The closed outline, `segments` to an edge.
  std::vector<Point> outline(int segments) const;
};

struct SurroundShape {
  FieldLayer bed, heights;
};

// Of what a tap reads, its loudness against the target. The LFE has no corner.
SurroundShape shape_of(SpeakerLayout layout, const FieldReading& field, float target_LUFS);

}  // namespace headroom::display
