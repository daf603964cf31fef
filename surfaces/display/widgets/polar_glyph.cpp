#include "surfaces/display/widgets/polar_glyph.h"

#include <algorithm>
#include <numbers>

#include "surfaces/display/model/surround_shape.h"
#include "surfaces/display/widgets/level_meter.h"

namespace headroom::display {
namespace {

constexpr float kDegree = std::numbers::pi_v<float> / 180;
constexpr float kOnTheCircle_percent = 100;

}  // namespace

void polar_glyph(Frame& frame, Rect rect, TouchId id, StripIndex strip) {
  const ControlId azimuth = frame.id(strip, Param::surround_azimuth);
  // Clockwise to the right hand: azimuths count to the left.
  drag_control(frame, touch(frame.canvas, rect, id), azimuth, Axis::horizontal, -2 * metrics::kKnobTravel, rect);
  const float azimuth_deg = frame.edits.shown(azimuth);
  const float distance =
      std::min(1.0f, frame.edits.shown(frame.id(strip, Param::surround_distance)) / kOnTheCircle_percent);
  const float spread = frame.edits.shown(frame.id(strip, Param::surround_spread)) / 100;
  Canvas canvas = frame.canvas.in_well();
  const Point center = rect.center();
  const float radius = std::min(rect.w, rect.h) / 2 - 1;
  canvas.circle(center, radius, theme::kWell);
  canvas.circle(center, radius, theme::kLine, false, 1);
  // Light for level: the dot of who is silent is dark.
  const LaneMeters* meters = frame.desk.meters().of(strip);
  const float light = meters ? iec_deflection(meters->level.peak_dB) : 0.0f;
  const float front_rad = -std::numbers::pi_v<float> / 2 - azimuth_deg * kDegree;
  const float half_rad = std::numbers::pi_v<float> * std::max(spread, 0.03f);
  canvas.arc(center, radius - 1, front_rad - half_rad, front_rad + half_rad, with_alpha(theme::kAccent, 0.6f), 2);
  const Point place = place_at(azimuth_deg, distance * (radius - 4));
  const Point dot{center.x + place.x, center.y - place.y};
  canvas.line(center, dot, with_alpha(canvas.palette().loudness, 0.3f + 0.7f * light), 1.5f);
  canvas.circle(dot, 3, with_alpha(canvas.palette().loudness, 0.4f + 0.6f * light));
  canvas.circle(dot, 3, theme::kWhite, false, 1);
}

}  // namespace headroom::display
