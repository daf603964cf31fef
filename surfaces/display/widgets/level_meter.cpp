#include "surfaces/display/widgets/level_meter.h"

#include <cmath>
#include <cstdio>

#include "surfaces/display/input/touch.h"

namespace headroom::display {
namespace {

constexpr float kOverBlock = 6;
constexpr float kFullReduction_dB = 24;
constexpr size_t kHotZone = 2;  // from here up a level is seen by more than its colour

// Fills the zones between two levels, bottom to top.
void fill_zones(Canvas& canvas, Rect rect, float from_dB, float to_dB, float brightness) {
  const auto& zones = canvas.palette().zones;
  for (size_t i = 0; i < zones.size(); ++i) {
    const float low = std::max(from_dB, zones[i].from_dBFS);
    const float high = std::min(to_dB, i + 1 < zones.size() ? zones[i + 1].from_dBFS : 200.0f);
    if (high <= low) continue;
    const float top = meter_y(rect, high), bottom = meter_y(rect, low);
    canvas.fill({rect.x, top, rect.w, bottom - top}, dimmed(zones[i].color, brightness));
  }
}

Rgba zone_color(const Canvas& canvas, float dB) {
  Rgba color = canvas.palette().zones.front().color;
  for (const theme::MeterZone& zone : canvas.palette().zones)
    if (dB >= zone.from_dBFS) color = zone.color;
  return color;
}

}  // namespace

float meter_y(Rect rect, float dB) { return rect.y + rect.h * (1 - iec_deflection(dB)); }

void level_bar(Canvas& canvas, Rect rect, const LevelMeter& meter, MeterBody body) {
  canvas.fill(rect, theme::kWell);
  const float rms_dB = body == MeterBody::peak_and_rms ? std::min(meter.rms_dB(), meter.peak_dB) : kSilence_dB;
  fill_zones(canvas, rect, kSilence_dB, rms_dB, theme::kBodyBrightness);
  fill_zones(canvas, rect, rms_dB, meter.peak_dB, 1);
  if (meter.peak_dB >= canvas.palette().zones[kHotZone].from_dBFS) {
    const float top = std::max(rect.y, meter_y(rect, meter.peak_dB));
    canvas.vertical_line(rect.x + metrics::kHairline / 2, top, rect.bottom(), theme::kWhite);
  }
  if (iec_deflection(meter.hold_dB) > 0) {
    const float y = std::max(rect.y, meter_y(rect, meter.hold_dB) - metrics::kHoldLine / 2);
    canvas.fill({rect.x, y, rect.w, metrics::kHoldLine}, zone_color(canvas, meter.hold_dB));
  }
  if (meter.was_full) canvas.fill({rect.x, rect.y, rect.w, kOverBlock}, theme::kFailure);
}

void meter_ticks(Canvas& canvas, Rect rect) {
  const auto& zones = canvas.palette().zones;
  for (size_t i = 1; i < zones.size(); ++i)
    canvas.horizontal_line(rect.right(), rect.right() + 2, meter_y(rect, zones[i].from_dBFS), theme::kTextLow);
}

void meter_numbers(Canvas& canvas, Rect numbers, Rect meter, Color on) {
  constexpr float kNumbers_dB[] = {6, 0, -6, -12, -18, -24, -30, -40, -60};
  for (const float dB : kNumbers_dB) {
    char text[8];
    std::snprintf(text, sizeof text, dB > 0 ? "+%.0f" : "%.0f", static_cast<double>(dB));
    canvas.text({numbers.x, meter_y(meter, dB) - 7, numbers.w, 14}, text,
                {Face::mono11, theme::kTextMid, on, Align::right});
  }
}

void strip_meter(Frame& frame, Rect rect, StripIndex strip) {
  const StripMeters& meters = frame.desk.meters();
  const LaneMeters* left = meters.of(strip, 0);
  if (!left) return;
  const LaneMeters* right = meters.of(strip, 1);
  const Rect first = rect.column(0, 2, metrics::kMeterGap), second = rect.column(1, 2, metrics::kMeterGap);
  level_bar(frame.canvas, first, right ? left->level : left->input,
            right ? MeterBody::peak_and_rms : MeterBody::peak_only);
  level_bar(frame.canvas, second, right ? right->level : left->level, MeterBody::peak_and_rms);
  meter_ticks(frame.canvas, second);
  if (frame.fingers.any()) return;          // too narrow for one, and the fader beside it would be missed
  constexpr float kBefore = 2, kAfter = 4;  // room beside the bars that nothing else takes
  const Touch pointer =
      touch(frame.canvas, {rect.x - kBefore, rect.y, rect.w + kBefore + kAfter, rect.h}, {"meter", strip});
  if (pointer.pressed) pointer.alt ? frame.desk.meters().clear_all() : frame.desk.meters().clear(strip);
}

void reduction_bar(Canvas& canvas, Rect rect, float gain_dB, bool horizontal) {
  canvas.fill(rect, theme::kWell);
  const float share = std::clamp(-gain_dB / kFullReduction_dB, 0.0f, 1.0f);
  const Rect bar = horizontal ? rect.take_right(rect.w * share) : rect.take_top(rect.h * share);
  canvas.fill(bar, theme::kReduction);
}

void mini_meters(Frame& frame, Rect rect, const std::vector<StripIndex>& strips) {
  constexpr float kBar = 3, kPitch = 7;
  const float pitch = std::min(kPitch, rect.w / static_cast<float>(strips.size()));
  for (size_t i = 0; i < strips.size(); ++i) {
    const Rect bar{rect.x + static_cast<float>(i) * pitch, rect.y, std::min(kBar, pitch - 1), rect.h};
    const float peak_dB = frame.desk.meters().peak_dB(strips[i]);
    frame.canvas.fill(bar, theme::kWell);
    const float top = meter_y(bar, peak_dB);
    frame.canvas.fill({bar.x, top, bar.w, bar.bottom() - top}, zone_color(frame.canvas, peak_dB));
  }
}

}  // namespace headroom::display
