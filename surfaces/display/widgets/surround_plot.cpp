#include "surfaces/display/widgets/surround_plot.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "dsp/loudspeaker_label.h"
#include "dsp/meters/surround_field.h"
#include "surfaces/display/model/tap_scales.h"
#include "surfaces/display/model/surround_shape.h"
#include "surfaces/display/widgets/correlation_bar.h"
#include "surfaces/display/widgets/field_plot.h"

namespace headroom::display {
namespace {

constexpr float kCorrelationColumn = 28, kLfeColumn = 36, kFoot = 38, kNames = 20;
constexpr float kLfeAlarm = -0.3f;
constexpr int kSegments = 12, kTrail_s = 10;
constexpr float kLfeRange_dB = 60;
constexpr float kLeastNamed = 110;  // a smaller disc has no room for the names of two layers

// From the unit circle to the page.
struct Disc {
  Point center;
  float radius;
  Point at(Point place) const { return {center.x + radius * place.x, center.y - radius * place.y}; }
  Point at(float azimuth_deg, float share) const { return at(place_at(azimuth_deg, share)); }
};

void show_rings(Canvas& canvas, const Disc& disc, bool has_heights) {
  canvas.circle(disc.center, disc.radius, theme::kLine, false, 1);
  canvas.circle(disc.center, disc.radius * kTargetRadius, theme::kTextOff, false, 1);
  canvas.circle(disc.center, disc.radius * kTargetRadius / 2, theme::kGrid, false, 1);
  for (const float azimuth_deg : {0.0f, 90.0f})
    canvas.line(disc.at(azimuth_deg, 1), disc.at(azimuth_deg - 180, 1), theme::kGrid, 1);
  if (!has_heights) return;
  for (const float azimuth_deg : {45.0f, 135.0f})
    canvas.line(disc.at(azimuth_deg, kHeightsRadius), disc.at(azimuth_deg - 180, kHeightsRadius),
                with_alpha(theme::kWarning, 0.35f), 1);
}

// Shape says it first: a bulge belongs together, a caved edge works against itself.
Color edge_color(const Canvas& canvas, float correlation) {
  const auto& zones = canvas.palette().zones;
  if (std::isnan(correlation)) return theme::kTextOff;
  return correlation > 0.3f ? zones[1].color : correlation > kLfeAlarm ? zones[2].color : zones[4].color;
}

void show_layer(Canvas& canvas, const Disc& disc, const FieldLayer& layer, Color fill) {
  if (layer.corners.size() < 2) return;
  std::vector<Point> outline = layer.outline(kSegments);
  for (Point& point : outline) point = disc.at(point);
  outline.push_back(outline.front());
  canvas.fan(disc.center, outline, with_alpha(fill, 0.25f));
  for (size_t edge = 0; edge < layer.edges.size(); ++edge)
    canvas.curve(std::span(outline).subspan(edge * kSegments, kSegments + 1),
                 edge_color(canvas, layer.edges[edge].correlation), 1.5f);
  for (const FieldCorner& corner : layer.corners) canvas.circle(disc.at(corner.at), 2.5f, fill);
}

void show_names(Canvas& canvas, const Disc& disc, const FieldLayer& layer, float share, Color color) {
  for (const FieldCorner& corner : layer.corners) {
    const Point at = disc.at(corner.azimuth_deg, share);
    canvas.text({at.x - 14, at.y - 8, 28, 16}, loudspeaker_label(corner.loudspeaker),
                {Face::sans11, color, theme::kWell, Align::center});
  }
}

void show_trail(Canvas& canvas, const Disc& disc, const std::deque<MeterHistory>& history) {
  constexpr size_t kRecords = kTrail_s * kMeterHistoryPerSecond;
  const size_t first = history.size() > kRecords ? history.size() - kRecords : 0;
  for (size_t i = first + 1; i < history.size(); ++i) {
    const MeterHistory &from = history[i - 1], &to = history[i];
    if (std::isnan(from.dominance_length) || std::isnan(to.dominance_length)) continue;
    const float age = static_cast<float>(history.size() - i) / static_cast<float>(kRecords);
    canvas.line(disc.at(from.dominance_azimuth_deg, from.dominance_length),
                disc.at(to.dominance_azimuth_deg, to.dominance_length), with_alpha(theme::kTextHigh, 0.5f * (1 - age)),
                1.5f);
  }
}

void show_cross(Canvas& canvas, Point at, float arm, bool is_turned, Color color) {
  if (is_turned) {
    const float way = arm * 0.707f;
    canvas.line({at.x - way, at.y - way}, {at.x + way, at.y + way}, color, 2);
    canvas.line({at.x - way, at.y + way}, {at.x + way, at.y - way}, color, 2);
  } else {
    canvas.line({at.x - arm, at.y}, {at.x + arm, at.y}, color, 2);
    canvas.line({at.x, at.y - arm}, {at.x, at.y + arm}, color, 2);
  }
}

// Where a layer by itself pulls: its loudspeakers weighed by their loudness.
std::optional<Dominance> dominance_of_layer(const FieldLayer& layer, float target_LUFS) {
  std::vector<FieldLoudspeaker> loudspeakers;
  std::vector<double> powers;
  for (const FieldCorner& corner : layer.corners) {
    loudspeakers.push_back({static_cast<double>(corner.azimuth_deg), 0, false});
    powers.push_back(std::pow(10.0, static_cast<double>(corner.loudness_LU + target_LUFS) / 10));
  }
  return dominance_of(loudspeakers, powers);
}

void show_lfe(Canvas& canvas, Rect rect, const TapReadings& meters) {
  const std::vector<Loudspeaker> lanes = loudspeakers_of(meters.aim().layout);
  const auto lfe = std::find(lanes.begin(), lanes.end(), Loudspeaker::lfe);
  if (lfe == lanes.end()) return;
  const float level_dBFS = meters.lane(static_cast<int>(lfe - lanes.begin())).rms_dBFS;
  const bool is_against = meters.reading().field.lfe_correlation < kLfeAlarm;
  canvas.text(rect.take_bottom(16), "LFE",
              {Face::sans11, is_against ? theme::kFailure : Color(theme::kTextMid), theme::kWell, Align::center});
  if (is_against) {
    const Point at = rect.take_top(18).center();
    canvas.triangle({at.x - 8, at.y + 7}, {at.x, at.y - 7}, {at.x + 8, at.y + 7}, theme::kFailure);
    canvas.fill({at.x - 1, at.y - 2, 2, 5}, theme::kInk);
    canvas.fill({at.x - 1, at.y + 4, 2, 2}, theme::kInk);
  }
  const Rect bar = rect.middle(8, rect.h - 4);
  canvas.fill(bar, theme::kStrip);
  const float height = bar.h * std::clamp(1 + level_dBFS / kLfeRange_dB, 0.0f, 1.0f);
  canvas.fill({bar.x, bar.bottom() - height, bar.w, height},
              is_against ? theme::kFailure : Color(canvas.palette().loudness));
}

void show_fold_down(Canvas& canvas, Rect row, const char* name, const FoldDownReading& reading,
                    const TapScales& scales) {
  canvas.text(row.take_left(52), name, {Face::sans11, theme::kTextMid, theme::kWell});
  const TextStyle value{Face::mono11, theme::kTextHigh, theme::kWell, Align::right};
  canvas.text(row.column(0, 2, 8), scales.loudness_text(reading.short_term_LUFS) + " " + scales.loudness_unit(), value);
  const bool is_over = reading.max_peak_dBFS >= 0;
  // It stays, as every over does, until the meter is reset: the peak of now is back below full scale long before.
  Rect peak = row.column(1, 2, 8);
  if (is_over) alarm(canvas, peak.take_left(36).middle(36, 15), "OVER");
  canvas.text(peak, level_text(reading.peak_dBFS) + " dBFS",
              {value.face, reading.peak_dBFS >= 0 ? theme::kFailure : value.color, value.on, value.align});
}

}  // namespace

void surround_plot(Frame& frame, Rect rect, int tap) {
  Canvas canvas = frame.canvas.in_well();
  canvas.fill(rect, theme::kWell);
  const TapReadings& meters = frame.desk.tap(tap);
  if (!meters.has_reading()) return;
  const TapScales scales = scales_of(frame.desk, tap);
  const FieldReading& field = meters.reading().field;
  Rect foot = rect.take_bottom(kFoot).inset(8, 2);
  show_fold_down(canvas, foot.row(0, 2), "to stereo", field.stereo, scales);
  show_fold_down(canvas, foot.row(1, 2), "to mono", field.mono, scales);
  const Rect correlation = rect.take_right(kCorrelationColumn);
  correlation_bar(frame, {correlation.x, correlation.y + 6, correlation.w - 4, correlation.h - 10},
                  meters.reading().phase);
  show_lfe(canvas, rect.take_left(kLfeColumn).inset(4, 6), meters);

  const SurroundShape shape = shape_of(meters.aim().layout, field, scales.target_LUFS);
  const Disc disc{rect.center(), std::max(1.0f, std::min(rect.w, rect.h) / 2 - kNames)};
  const bool has_heights = !shape.heights.corners.empty();
  show_rings(canvas, disc, has_heights);
  show_layer(canvas, disc, shape.bed, theme::kAccent);
  show_layer(canvas, disc, shape.heights, theme::kWarning);
  show_trail(canvas, disc, meters.history());
  if (has_heights)
    if (const auto upper = dominance_of_layer(shape.heights, scales.target_LUFS))
      show_cross(canvas,
                 disc.at(static_cast<float>(upper->azimuth_deg), kHeightsRadius * static_cast<float>(upper->length)), 7,
                 true, theme::kWarning);
  if (!std::isnan(field.dominance_azimuth_deg))
    show_cross(canvas, disc.at(field.dominance_azimuth_deg, field.dominance_length), 7, false, theme::kWhite);
  show_names(canvas, disc, shape.bed, 1 + 11 / disc.radius, theme::kTextMid);
  if (disc.radius >= kLeastNamed)
    show_names(canvas, disc, shape.heights, kHeightsRadius + 11 / disc.radius, theme::kWarning);
  if (meters.has_phase_alarm()) alarm(canvas, {rect.x, rect.bottom() - 26, 56, 20}, "PHASE");
}

}  // namespace headroom::display
