#include "surfaces/display/widgets/field_plot.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numbers>

#include "surfaces/display/model/tap_scales.h"
#include "surfaces/display/widgets/correlation_bar.h"

namespace headroom::display {
namespace {

constexpr float kCorrelationColumn = 28, kFoot = 22, kBalance = 10;
constexpr float kFootWords = 96, kLeastBalance = 40;

Point on_circle(Point center, float radius, float angle_deg) {
  const float rad = angle_deg * std::numbers::pi_v<float> / 180.0f;
  return {center.x + radius * std::sin(rad), center.y - radius * std::cos(rad)};
}

void show_grid(Canvas& canvas, Rect square, Point center, float radius) {
  for (const float angle_deg : {-45.0f, 0.0f, 45.0f})
    canvas.line(center, on_circle(center, radius, angle_deg), theme::kLine, 1);
  canvas.horizontal_line(square.x, square.right(), center.y, theme::kGrid);
  constexpr float kQuarter = std::numbers::pi_v<float> / 4;
  canvas.arc(center, radius, -3 * kQuarter, -kQuarter, theme::kLine, 1);
}

void show_polar(Canvas& canvas, const StereoField& field, Point center, float radius) {
  std::array<Point, kPolarBins> points;
  for (int bin = 0; bin < kPolarBins; ++bin)
    points[static_cast<size_t>(bin)] =
        on_circle(center, radius * field.polar_radius(bin), StereoField::polar_angle_deg(bin));
  const Color hue = canvas.palette().loudness;
  canvas.fan(center, points, with_alpha(hue, 0.35f));
  canvas.curve(points, with_alpha(hue, 0.8f), 1.5f);
}

// Where the image stands, as a mark outside the arc.
void show_image(Canvas& canvas, Point center, float radius, float angle_deg) {
  const Point tip = on_circle(center, radius + 1, angle_deg);
  canvas.triangle(tip, on_circle(center, radius + 8, angle_deg - 2.5f), on_circle(center, radius + 8, angle_deg + 2.5f),
                  theme::kTextHigh);
}

void show_directions(Canvas& canvas, Rect plot, Point center, float radius) {
  struct Direction {
    const char* word;
    float angle_deg;
  };
  for (const auto& [word, angle_deg] : {Direction{"L", -45}, Direction{"M", 0}, Direction{"R", 45}}) {
    const Point at = on_circle(center, radius + 16, angle_deg);
    const float x = std::clamp(at.x, plot.x + 8, plot.right() - 8);
    canvas.text({x - 6, at.y - 8, 12, 16}, word, {Face::sans11, theme::kTextMid, theme::kWell, Align::center});
  }
}

// What listeners in mono lose, and which side is louder.
void show_foot(Frame& frame, Rect foot, const MeterReading& reading) {
  Canvas canvas = frame.canvas.in_well();
  const TextStyle style{Face::mono11, theme::kTextHigh, theme::kWell};
  const float mono_LU = reading.field.mono.short_term_LUFS - reading.loudness.short_term_LUFS,
              balance_dB = reading.phase.balance_dB;
  char words[32];
  const Rect left = foot.take_left(kFootWords), right = foot.take_right(kFootWords);
  if (foot.w >= kLeastBalance) balance_bar(frame, foot.inset(8, 0).middle(foot.w - 16, kBalance), reading.phase);
  if (std::isfinite(mono_LU)) {
    std::snprintf(words, sizeof words, "mono %+.1f LU", static_cast<double>(std::max(mono_LU, -60.0f)));
    canvas.text(left, words, style);
  }
  if (std::isnan(balance_dB)) return;
  std::snprintf(words, sizeof words, "%c %.1f dB", balance_dB < 0 ? 'L' : 'R',
                static_cast<double>(std::min(std::abs(balance_dB), 60.0f)));
  canvas.text(right, words, {style.face, style.color, style.on, Align::right});
}

}  // namespace

void alarm(Canvas& canvas, Rect rect, const char* words) {
  canvas.fill(rect, theme::kFailure, metrics::kButtonRadius);
  canvas.text(rect, words, {Face::semi11, theme::kInk, theme::kFailure, Align::center});
}

void field_plot(Frame& frame, Rect rect) {
  Canvas canvas = frame.canvas.in_well();
  canvas.fill(rect, theme::kWell);
  const HeardTap& heard = frame.desk.heard();
  const TapReadings& meters = frame.desk.tap(heard.tap());
  const StereoField& field = heard.field();
  const Rect foot = rect.take_bottom(kFoot).inset(8, 2);
  const Rect correlation = rect.take_right(kCorrelationColumn);
  const float side = std::min(rect.w, rect.h);
  const Rect square = rect.middle(side, side);
  const Point center{square.center().x, square.y + kFieldOrigin * side};
  const float radius = kFieldRadius * side;
  canvas.clip(rect);
  canvas.image(frame.pictures[static_cast<size_t>(LivePicture::goniometer)], square);
  show_grid(canvas, square, center, radius);
  if (meters.has_reading() && field.image_angle_deg()) {
    show_polar(canvas, field, center, radius);
    show_image(canvas, center, radius, *field.image_angle_deg());
  }
  canvas.unclip();
  show_directions(canvas, rect, center, radius);
  char words[32];
  std::snprintf(words, sizeof words, "×%.0f dB", static_cast<double>(field.zoom_dB()));
  canvas.text({rect.x + 8, rect.y + 6, 72, 14}, words, {Face::mono11, theme::kTextMid, theme::kWell});
  if (!meters.has_reading()) return;
  correlation_bar(frame, {correlation.x, correlation.y + 6, correlation.w - 4, correlation.h - 10},
                  meters.reading().phase);
  show_foot(frame, foot, meters.reading());
  if (meters.has_phase_alarm()) alarm(canvas, {rect.x + 8, rect.bottom() - 26, 56, 20}, "PHASE");
}

}  // namespace headroom::display
