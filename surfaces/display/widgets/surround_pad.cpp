#include "surfaces/display/widgets/surround_pad.h"

#include <array>
#include <cmath>
#include <numbers>

#include "console/curve.h"
#include "surfaces/display/model/lanes_in_use.h"

namespace headroom::display {
namespace {

constexpr float kElevation = 40, kDot = 9, kReach = 16;
constexpr float kOnTheCircle_percent = 100;
constexpr float kHeightsRadius = 0.55f;  // heights stand on a circle of their own, further in
constexpr float kRim = 1.35f;            // of the pad, in radii of the circle: where the furthest distance lies

constexpr float kDegree = std::numbers::pi_v<float> / 180;

// Distance is plain within the circle of loudspeakers, and drawn together beyond it.
struct Pad {
  Point center;
  float radius;            // of the circle of loudspeakers
  float furthest_percent;  // stands at kRim

  float share_of(float distance_percent) const {
    const float share = distance_percent / kOnTheCircle_percent;
    return share <= 1
               ? share
               : 1 + (kRim - 1) * (distance_percent - kOnTheCircle_percent) / (furthest_percent - kOnTheCircle_percent);
  }
  float distance_percent(Point point) const {
    const float share = std::hypot(point.x - center.x, point.y - center.y) / radius;
    return kOnTheCircle_percent + (share <= 1 ? (share - 1) * kOnTheCircle_percent
                                              : (share - 1) / (kRim - 1) * (furthest_percent - kOnTheCircle_percent));
  }
  // Azimuth counts to the left, as in ITU-R BS.2051; the front is at the top.
  Point at(float azimuth_deg, float share) const {
    return {center.x - radius * share * std::sin(azimuth_deg * kDegree),
            center.y - radius * share * std::cos(azimuth_deg * kDegree)};
  }
  float azimuth_deg(Point point) const { return std::atan2(center.x - point.x, center.y - point.y) / kDegree; }
};

struct Controls {
  ControlId azimuth, elevation, spread, distance;
};

void show_loudspeakers(Frame& frame, const Pad& pad) {
  Canvas canvas = frame.canvas.in_well();
  const SpeakerLayout layout = main_layout(frame.desk.show());
  canvas.circle(pad.center, pad.radius, theme::kLine, false, 1);
  bool has_heights = false;
  for (int side = 0; side < kLoudspeakers; ++side) {
    const Loudspeaker loudspeaker = loudspeaker_at(side);
    if (!has_loudspeaker(layout, loudspeaker) || loudspeaker == Loudspeaker::lfe) continue;
    const Direction direction = direction_of(layout, loudspeaker);
    const bool is_height = direction.elevation_deg > 0;
    has_heights = has_heights || is_height;
    const Point at = pad.at(static_cast<float>(direction.azimuth_deg), is_height ? kHeightsRadius : 1.0f);
    const Rect box = Rect{at.x - 14, at.y - 10, 28, 20};
    canvas.fill(box, theme::kRaised, metrics::kButtonRadius);
    canvas.text(box, side_label(side), {Face::semi11, theme::kTextHigh, theme::kRaised, Align::center});
  }
  if (has_heights) canvas.circle(pad.center, pad.radius * kHeightsRadius, theme::kGrid, false, 1);
}

// How wide it sounds: an arc to both sides of where it stands, the whole circle at 100 %.
void show_spread(Frame& frame, const Pad& pad, const Controls& ids) {
  const float half_rad = std::numbers::pi_v<float> * frame.edits.shown(ids.spread) / 100;
  if (half_rad <= 0) return;
  const float front = -std::numbers::pi_v<float> / 2 - frame.edits.shown(ids.azimuth) * kDegree;
  frame.canvas.arc(pad.center, pad.radius, front - half_rad, front + half_rad, with_alpha(theme::kAccent, 0.5f), 5);
}

void move_dot(Frame& frame, const Touch& pointer, const Pad& pad, const Controls& ids, Point dot) {
  Edits& edits = frame.edits;
  if (pointer.double_clicked) {
    for (const ControlId id : {ids.azimuth, ids.distance, ids.elevation})
      edits.set(id, frame.desk.table().standard_value(id));
    return;
  }
  if (pointer.wheel != 0) edits.step(ids.spread, pointer.wheel, pointer.fine);
  if (pointer.right_clicked || pointer.rested) open_entry(frame, ids.azimuth, {dot.x, dot.y, 0, 0});
  if (pointer.pressed) edits.grab_together(std::array{ids.azimuth, ids.distance}, pointer.hand);
  if (!edits.is_held_by(pointer.hand, ids.azimuth)) return;
  if (pointer.held && (pointer.moved.x != 0 || pointer.moved.y != 0)) {
    const float fine = pointer.fine ? 0.1f : 1.0f;
    const Point wanted{dot.x + pointer.moved.x * fine, dot.y + pointer.moved.y * fine};
    edits.move_to(ids.azimuth, pad.azimuth_deg(wanted));
    edits.move_to(ids.distance, pad.distance_percent(wanted));
  }
  if (!pointer.released) return;
  edits.release(ids.azimuth);
  edits.release(ids.distance);
}

void show_elevation(Frame& frame, Rect rect, ControlId control) {
  Canvas& canvas = frame.canvas;
  const ControlRow& row = frame.desk.table().row(control);
  canvas.text(rect.take_top(20), shown_value(row, frame.edits.shown(control)),
              {Face::mono11, theme::kTextHigh, theme::kPanel, Align::center});
  canvas.text(rect.take_bottom(16), "elev", {Face::sans11, theme::kTextMid, theme::kPanel, Align::center});
  drag_control(frame, touch(canvas, rect, {"elevation", control}), control, Axis::vertical, rect.h, rect);
  const Rect well = rect.middle(8, rect.h);
  const auto y_of = [&](float value) { return well.bottom() - well.h * position_of(row, value); };
  const float level = y_of(0), place = y_of(frame.edits.shown(control));
  canvas.fill(well, theme::kWell);
  canvas.fill({well.x, std::min(level, place), well.w, std::abs(place - level)}, theme::kAccent);
  canvas.horizontal_line(well.x - 6, well.right() + 6, level, theme::kTextOff);
  canvas.fill({well.x - 4, place - 2, well.w + 8, 4}, theme::kWhite);
}

}  // namespace

void surround_pad(Frame& frame, Rect rect, StripIndex strip) {
  Canvas canvas = frame.canvas.in_well();
  const Controls ids{frame.id(strip, Param::surround_azimuth), frame.id(strip, Param::surround_elevation),
                     frame.id(strip, Param::surround_spread), frame.id(strip, Param::surround_distance)};
  show_elevation(frame, rect.take_right(frame.fingers.size(kElevation)), ids.elevation);
  rect.take_right(frame.fingers.space(metrics::kPadding));
  const Pad pad{rect.center(), (std::min(rect.w, rect.h) / 2 - kDot) / kRim, frame.desk.table().row(ids.distance).max};
  canvas.fill(rect, theme::kWell);
  canvas.clip(rect);
  canvas.vertical_line(pad.center.x, rect.y, rect.bottom(), theme::kGrid);
  canvas.horizontal_line(rect.x, rect.right(), pad.center.y, theme::kGrid);
  canvas.unclip();
  show_spread(frame, pad, ids);
  show_loudspeakers(frame, pad);
  const auto place = [&] {
    return pad.at(frame.edits.shown(ids.azimuth), pad.share_of(frame.edits.shown(ids.distance)));
  };
  const Point dot = place();
  const float reached = frame.fingers.size(2 * kReach);
  const Touch pointer =
      touch(canvas, {dot.x - reached / 2, dot.y - reached / 2, reached, reached}, {"surround dot", strip});
  for (const ControlId id : {ids.azimuth, ids.spread, ids.distance}) reach(frame, id);
  move_dot(frame, pointer, pad, ids, dot);
  const Point now = place();
  const bool is_on = frame.edits.shown(frame.id(strip, Param::surround_on)) >= 0.5f;
  canvas.circle(now, kDot + 2, pointer.hovered || pointer.held ? theme::kWhite : theme::kWell);
  canvas.circle(now, kDot, is_on ? theme::kAccent : theme::kRaised);
  canvas.circle(now, kDot, theme::kAccent, false, 1.5f);
}

}  // namespace headroom::display
