#include "surfaces/display/widgets/bars.h"

#include <algorithm>
#include <cmath>

#include "console/curve.h"

namespace headroom::display {
namespace {

constexpr float kThumbnailRange_dB = 18;
constexpr float kOpen_dB = -0.5f;  // from here up a gate counts as open

}  // namespace

GateState gate_state(const DeskCopy& desk, StripIndex strip) {
  if (!desk.has(strip, Param::gate_on) || !desk.is_on(strip, Param::gate_on)) return GateState::off;
  const LaneMeters* meters = desk.meters().of(strip);
  if (!meters || meters->gate.gain_dB >= kOpen_dB) return GateState::open;
  return meters->gate.gain_dB <= -desk.value(strip, Param::gate_range) + 1 ? GateState::shut : GateState::moving;
}

void gate_lamp(Canvas& canvas, Rect rect, GateState state) {
  const float x = rect.center().x, y = rect.center().y, r = std::min(rect.w, rect.h) / 2;
  const Point up[] = {{x - r, y + r * 0.8f}, {x, y - r * 0.8f}, {x + r, y + r * 0.8f}};
  const Point down[] = {{x - r, y - r * 0.8f}, {x, y + r * 0.8f}, {x + r, y - r * 0.8f}};
  switch (state) {
    case GateState::off: canvas.triangle(up[0], up[1], up[2], theme::kTextOff, false); break;
    case GateState::open: canvas.triangle(up[0], up[1], up[2], theme::kGo); break;
    case GateState::shut: canvas.triangle(down[0], down[1], down[2], theme::kTextMid); break;
    case GateState::moving:
      canvas.triangle({x - r, y}, {x, y - r}, {x + r, y}, theme::kReduction);
      canvas.triangle({x - r, y}, {x, y + r}, {x + r, y}, theme::kReduction);
      break;
  }
}

void send_bars(Frame& frame, Rect rect, StripIndex strip) {
  Canvas canvas = frame.canvas.in_well();
  canvas.fill(rect, theme::kWell);
  const int auxes = frame.desk.table().count_of(kAux);
  if (auxes == 0) return;
  const int count = std::min({auxes, frame.sends_shown, rect.w < 60 ? 8 : 16});
  for (int aux = 0; aux < count; ++aux) {
    const Rect lane = rect.inset(1, 2).column(aux, count, 1);
    if (aux > 0) canvas.vertical_line(lane.x - 1, rect.y, rect.bottom(), theme::kGrid);
    const float height = lane.h * position_of(frame.desk.table().row(frame.id(strip, Param::send_level, aux)),
                                              frame.desk.value(strip, Param::send_level, aux));
    if (height < 1) continue;
    const Rect bar{lane.x, lane.bottom() - height, lane.w, height};
    if (is_before_fader(send_tap_of(frame.desk.value(strip, Param::send_tap, aux))))
      canvas.frame(bar, theme::kPre);
    else
      canvas.fill(bar, theme::kPost);
  }
}

void pan_bar(Frame& frame, Rect rect, TouchId id, StripIndex strip) {
  const ControlId control = frame.id(strip, Param::pan);
  const Touch pointer = touch(frame.canvas, rect, id);
  drag_control(frame, pointer, control, Axis::horizontal, rect.w, rect);
  Canvas& canvas = frame.canvas;
  const Rect bar = rect.middle(rect.w, 12);
  canvas.fill(bar, theme::kWell);
  const float middle = bar.center().x;
  const float place =
      bar.x + 1 + (bar.w - 2) * position_of(frame.desk.table().row(control), frame.edits.shown(control));
  canvas.fill({std::min(middle, place), bar.y + 1, std::abs(place - middle), bar.h - 2}, theme::kAccent);
  canvas.vertical_line(middle, bar.y - 2, bar.bottom() + 2, theme::kTextOff);
  canvas.fill({place - 1.5f, bar.y - 2, 3, bar.h + 4}, theme::kWhite);
}

void eq_thumbnail(Frame& frame, Rect rect, StripIndex strip) {
  Canvas canvas = frame.canvas.in_well();
  canvas.fill(rect, theme::kWell);
  const int count = static_cast<int>(rect.w / 2) + 1;
  const Response& response = frame.desk.thumbnail(strip, count);
  canvas.horizontal_line(rect.x, rect.right(), rect.center().y, theme::kGrid);
  std::vector<Point> points(response.composite_dB.size());
  for (size_t i = 0; i < points.size(); ++i) {
    const float share = std::clamp(response.composite_dB[i] / kThumbnailRange_dB, -1.0f, 1.0f);
    points[i] = {rect.x + rect.w * static_cast<float>(i) / static_cast<float>(count - 1),
                 rect.center().y - share * (rect.h / 2 - 2)};
  }
  if (response.is_flat) {
    canvas.curve(points, theme::kTextOff, 1.5f);
    return;
  }
  if (frame.desk.is_on(strip, Param::hp_on)) {
    const auto edge = static_cast<size_t>(std::clamp(place_of(frame.desk.value(strip, Param::hp_freq)), 0.0, 1.0) *
                                          static_cast<double>(count - 1));
    canvas.area(std::span(points).first(edge + 1), rect.bottom(), with_alpha(theme::kAccent, 0.22f));
  }
  canvas.curve(points, theme::kTextHigh, 1.5f);
}

}  // namespace headroom::display
