#include "surfaces/display/widgets/field_plot.h"

#include <cmath>
#include <cstdio>
#include <numbers>

namespace headroom::display {
namespace {

constexpr float kCorrelationColumn = 24, kCorrelationBar = 10, kFoot = 24;

Point on_circle(Point center, float radius, float angle_deg) {
  const float rad = angle_deg * std::numbers::pi_v<float> / 180.0f;
  return {center.x + radius * std::sin(rad), center.y - radius * std::cos(rad)};
}

void show_correlation(Frame& frame, Rect rect) {
  const StereoField& field = frame.desk.field();
  Canvas canvas = frame.canvas.in_well();
  const float middle = rect.center().y;
  canvas.fill(rect, theme::kStrip);
  // Below zero is where mono listeners lose something: striped, so that it needs no colour.
  canvas.hatch({rect.x, middle, rect.w, rect.h / 2}, theme::kLine);
  canvas.horizontal_line(rect.x, rect.right(), middle, theme::kTextMid);
  if (!field.has_signal()) return;
  const auto y_of = [&](float correlation) { return middle - correlation * rect.h / 2; };
  const float slow = y_of(field.correlation_slow()), fast = y_of(field.correlation_fast());
  const Color color = field.correlation_slow() < 0 ? theme::kFailure : canvas.palette().loudness;
  canvas.fill({rect.x + 2, std::min(slow, middle), rect.w - 4, std::abs(slow - middle)}, with_alpha(color, 0.55f));
  canvas.fill({rect.x, slow - 2, rect.w, 4}, color);
  canvas.fill({rect.x - 3, fast - 1, rect.w + 6, 2}, theme::kWhite);
}

void show_polar(Frame& frame, Point center, float radius) {
  const StereoField& field = frame.desk.field();
  if (!field.has_signal()) return;
  std::array<Point, kPolarBins> points;
  for (int bin = 0; bin < kPolarBins; ++bin)
    points[static_cast<size_t>(bin)] = on_circle(center, radius * field.polar_radius(bin), StereoField::polar_angle_deg(bin));
  frame.canvas.fan(center, points, with_alpha(frame.canvas.palette().loudness, 0.35f));
  frame.canvas.curve(points, with_alpha(frame.canvas.palette().loudness, 0.8f), 1.5f);
}

}  // namespace

void field_plot(Frame& frame, Rect rect) {
  Canvas canvas = frame.canvas.in_well();
  canvas.fill(rect, theme::kWell);
  const Rect whole = rect;
  const Rect correlation = rect.take_right(kCorrelationColumn);
  canvas.clip(rect);
  // The origin stays clear of the line of numbers at the foot.
  constexpr float kFootClearance = 16;
  const float side = std::min(rect.w, rect.h - kFootClearance);
  const Rect square{rect.center().x - side / 2, rect.y + (rect.h - kFootClearance - side) / 2, side, side};
  const Point center{square.center().x, square.y + kFieldOrigin * side};
  const float radius = kFieldRadius * side;
  canvas.image(frame.field_texture, square);
  for (const float angle_deg : {-45.0f, 45.0f}) {
    canvas.line(on_circle(center, radius, angle_deg), center, theme::kLine, 1);
  }
  canvas.line(on_circle(center, radius, 0), center, theme::kLine, 1);
  canvas.horizontal_line(square.x, square.right(), center.y, theme::kGrid);
  constexpr float kQuarter = std::numbers::pi_v<float> / 4;
  canvas.arc(center, radius, -3 * kQuarter, -kQuarter, theme::kLine, 1);
  show_polar(frame, center, radius);
  canvas.unclip();

  const TextStyle label{Face::sans11, theme::kTextMid, theme::kWell, Align::center};
  struct Label {
    const char* word;
    float angle_deg;
  };
  for (const Label& place : {Label{"L", -45}, Label{"M", 0}, Label{"R", 45}}) {
    const Point at = on_circle(center, radius + 9, place.angle_deg);
    canvas.text({at.x - 6, at.y - 8, 12, 16}, place.word, label);
  }
  Rect scale{correlation.x, correlation.y + 6, correlation.w - 4, correlation.h - 6 - kFoot};
  const TextStyle number{Face::mono11, theme::kTextMid, theme::kWell, Align::center};
  canvas.text(scale.take_top(16), "+1", number);
  canvas.text(scale.take_bottom(16), "-1", number);
  show_correlation(frame, scale.middle(kCorrelationBar, scale.h - 4));

  const StereoField& field = frame.desk.field();
  char words[48];
  std::snprintf(words, sizeof words, "×%.0f dB", static_cast<double>(field.zoom_dB()));
  canvas.text({rect.x + 8, rect.y + 6, 72, 14}, words, {Face::mono11, theme::kTextMid, theme::kWell});
  if (field.has_phase_alarm()) {
    const Rect alarm{rect.x + 8, rect.bottom() - 52, 56, 20};
    canvas.fill(alarm, theme::kFailure, metrics::kButtonRadius);
    canvas.text(alarm, "PHASE", {Face::semi11, theme::kInk, theme::kFailure, Align::center});
  }
  const Rect foot{whole.x + 8, whole.bottom() - kFoot + 2, whole.w - 16, 16};
  if (field.has_signal()) {
    std::snprintf(words, sizeof words, "mono %+.1f dB RMS", static_cast<double>(std::max(field.mono_loss_dB(), -60.0f)));
    canvas.text({foot.x, foot.y, 160, foot.h}, words, {Face::mono11, theme::kTextHigh, theme::kWell});
    const float balance = field.balance_dB();
    std::snprintf(words, sizeof words, "bal %c %.1f dB", balance < 0 ? 'L' : 'R', static_cast<double>(std::min(std::abs(balance), 60.0f)));
    canvas.text({foot.right() - 120, foot.y, 120, foot.h}, words, {Face::mono11, theme::kTextHigh, theme::kWell, Align::right});
  }
}

}  // namespace headroom::display
