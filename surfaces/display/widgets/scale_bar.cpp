#include "surfaces/display/widgets/scale_bar.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "surfaces/display/model/tap_scales.h"

namespace headroom::display {
namespace {

constexpr float kLeastPitch = 13;  // of numbers

Color zone_color(const Canvas& canvas, const MeterScale& scale, float reading) {
  size_t color = scale.zones.front().color;
  for (const ScaleZone& zone : scale.zones)
    if (reading >= zone.from) color = zone.color;
  return canvas.palette().zones[color].color;
}

}  // namespace

ScaleReading reading_on(const LaneReading& lane, LevelKind kind, const TapScales& scales) {
  constexpr float kNone = std::numeric_limits<float>::quiet_NaN();
  const auto ppm = [&](float reading_dBFS) {
    return static_cast<float>(ppm_scale(scales.ppm, static_cast<double>(reading_dBFS)));
  };
  const auto k_zero = static_cast<float>(k_zero_dBFS(scales.k));
  switch (kind) {
    case LevelKind::sample_peak: return {lane.peak_dBFS, lane.peak_hold_dBFS, lane.max_peak_dBFS};
    case LevelKind::true_peak: return {lane.true_peak_dBTP, lane.true_peak_hold_dBTP, lane.max_true_peak_dBTP};
    case LevelKind::ppm: return {ppm(lane.ppm_dBFS), kNone, ppm(lane.max_ppm_dBFS)};
    case LevelKind::vu: return {lane.vu_VU, kNone, kNone};
    // The K-System shows the peak on the scale of the average.
    case LevelKind::k: return {lane.rms_dBFS - k_zero, lane.peak_dBFS - k_zero, lane.max_rms_dBFS - k_zero};
  }
  return {kNone, kNone, kNone};
}

void scale_bar(Canvas& canvas, Rect rect, const MeterScale& scale, const ScaleReading& reading) {
  canvas.fill(rect, theme::kWell);
  const auto y_of = [&](float height) { return rect.bottom() - rect.h * height; };
  const float top = height_on(scale, reading.reading);
  for (size_t i = 0; i < scale.zones.size(); ++i) {
    const float low = height_on(scale, scale.zones[i].from);
    const float high = std::min(top, i + 1 < scale.zones.size() ? height_on(scale, scale.zones[i + 1].from) : 1.0f);
    if (high > low)
      canvas.fill({rect.x, y_of(high), rect.w, y_of(low) - y_of(high)},
                  canvas.palette().zones[scale.zones[i].color].color);
  }
  const float hold = height_on(scale, reading.hold);
  if (hold > 0)
    canvas.fill({rect.x, std::max(rect.y, y_of(hold) - metrics::kHoldLine / 2), rect.w, metrics::kHoldLine},
                zone_color(canvas, scale, reading.hold));
}

void scale_numbers(Canvas& canvas, Rect numbers, Rect bar, const MeterScale& scale, Color on) {
  float last_y = std::numeric_limits<float>::infinity();
  for (const ScaleMark& mark : scale.marks) {
    const float y = bar.bottom() - bar.h * mark.height;
    if (mark.words[0] == '\0' || last_y - y < kLeastPitch) continue;
    canvas.text({numbers.x, y - 7, numbers.w, 14}, mark.words, {Face::mono11, theme::kTextMid, on, Align::right});
    last_y = y;
  }
}

}  // namespace headroom::display
