#include "surfaces/display/views/levels_panel.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <optional>

#include "dsp/loudspeaker_label.h"
#include "surfaces/display/model/tap_scales.h"
#include "surfaces/display/widgets/button.h"
#include "surfaces/display/widgets/control_cell.h"
#include "surfaces/display/widgets/scale_bar.h"

namespace headroom::display {
namespace {

constexpr float kControl = 24, kNumbers = 36, kNames = 18, kHighest = 18, kWidestBar = 28, kLeastDigits = 40,
                kSetting = 112;
constexpr float kHighPanel = 640, kWidestHighBar = 96;  // to be read from afar
constexpr float kTable = 148, kTableName = 40, kTableRow = 24;

constexpr const char* kKindWords[kLevelKinds] = {"Peak", "True", "PPM", "VU", "K"};

void show_kinds(Frame& frame, Rect row) {
  for (int kind = 0; kind < kLevelKinds; ++kind) {
    const bool is_on = static_cast<int>(frame.open.main_scale) == kind;
    const float gap = frame.fingers.space(metrics::kGap);
    const Rect place = row.column(kind, kLevelKinds, gap);
    const float width = frame.fingers.any() ? place.w : row.w / kLevelKinds - gap;
    if (button(frame, place.middle(width, frame.fingers.size(kControl)), {"level kind", static_cast<uint32_t>(kind)},
               kKindWords[kind], is_on ? lit(theme::kAccent, theme::kInk, Face::semi11) : unlit(Face::semi11))
            .pressed)
      frame.open.main_scale = static_cast<LevelKind>(kind);
  }
}

// What can be chosen about a scale, beside the scale itself.
std::optional<Param> setting_of(LevelKind kind) {
  if (kind == LevelKind::ppm) return Param::meter_ppm;
  if (kind == LevelKind::vu) return Param::meter_vu;
  if (kind == LevelKind::k) return Param::meter_k;
  return std::nullopt;
}

// How many, and how long ago the last one was.
void show_overs(Frame& frame, Rect row, const TapReadings& meters) {
  const int64_t overs = meters.overs();
  int64_t last_frame = -1;
  for (int lane = 0; lane < meters.reading().lanes; ++lane)
    last_frame = std::max(last_frame, meters.lane(lane).last_over_frame);
  if (overs == 0) {
    frame.canvas.text(row, "no overs", {Face::sans11, theme::kTextMid, theme::kPanel});
    return;
  }
  const auto ago_s = static_cast<long long>(
      static_cast<double>(static_cast<int64_t>(meters.reading().end_frame) - last_frame) / meters.aim().sample_rate);
  char words[64];
  std::snprintf(words, sizeof words, "OVR %lld · last %lld:%02lld ago", static_cast<long long>(overs), ago_s / 60,
                ago_s % 60);
  frame.canvas.text(row, words, {Face::semi11, theme::kFailure, theme::kPanel});
}

// All kinds of level at once, where two lanes leave room for them.
void show_table(Frame& frame, Rect rect, const TapReadings& meters, int lanes, const TapScales& scales) {
  rect = rect.middle(rect.w, std::min(rect.h, kTableRow * static_cast<float>(kLevelKinds + 1)));
  constexpr int kRows = kLevelKinds + 1;  // on a low page they lie closer
  frame.canvas.text(rect.row(0, kRows), "highest", {Face::sans11, theme::kTextMid, theme::kPanel});
  for (int kind = 0; kind < kLevelKinds; ++kind) {
    Rect row = rect.row(kind + 1, kRows);
    frame.canvas.text(row.take_left(kTableName), kKindWords[kind], {Face::sans11, theme::kTextMid, theme::kPanel});
    const MeterScale& scale = scale_of(static_cast<LevelKind>(kind), scales.ppm, scales.k);
    for (int lane = 0; lane < lanes; ++lane) {
      const ScaleReading reading = reading_on(meters.lane(lane), static_cast<LevelKind>(kind), scales);
      const float shown = std::isnan(reading.highest) ? reading.reading : reading.highest;
      frame.canvas.text(row.column(lane, lanes, 4), level_text(shown),
                        {Face::mono13, shown >= scale.zones.back().from ? theme::kFailure : theme::kTextHigh,
                         theme::kPanel, Align::right});
    }
  }
}

}  // namespace

void show_levels_panel(Frame& frame, Rect rect, int tap) {
  const TapScales scales = scales_of(frame.desk, tap);
  const LevelKind kind = frame.open.main_scale;
  const MeterScale& scale = scale_of(kind, scales.ppm, scales.k);
  show_kinds(frame, rect.take_top(frame.fingers.row(metrics::kListRow)));
  Rect choices = rect.take_top(setting_of(kind) ? frame.fingers.row(metrics::kListRow) : metrics::kListRow);
  if (const auto param = setting_of(kind))
    control_value(frame, choices.take_right(kSetting).middle(kSetting, frame.fingers.size(kControl)),
                  frame.id(scales.strip, *param));
  frame.canvas.text(choices, scale.name, {Face::semi11, theme::kTextHigh, theme::kPanel});
  const TapReadings& meters = frame.desk.tap(tap);
  if (!meters.has_reading()) return;
  show_overs(frame, rect.take_bottom(kHighest), meters);
  const std::vector<Loudspeaker> lanes = loudspeakers_of(meters.aim().layout);
  const int count = std::min(static_cast<int>(lanes.size()), meters.reading().lanes);
  if (count == 0) return;
  const Rect numbers = rect.take_left(kNumbers);
  rect.take_left(6);
  constexpr int kTableLanes = 2;
  if (count <= kTableLanes) {
    show_table(frame, rect.take_right(kTable), meters, count, scales);
    rect.take_right(16);
  }
  const bool with_digits = rect.w / static_cast<float>(count) >= kLeastDigits;
  const Rect highest = rect.take_bottom(with_digits ? kHighest : 0), names = rect.take_bottom(kNames);
  rect.take_top(6);
  for (int lane = 0; lane < count; ++lane) {
    const Rect column = rect.column(lane, count, 2);
    const Rect bar = column.middle(std::min(column.w, rect.h > kHighPanel ? kWidestHighBar : kWidestBar), column.h);
    const ScaleReading reading = reading_on(meters.lane(lane), kind, scales);
    scale_bar(frame.canvas, bar, scale, reading);
    frame.canvas.text({column.x, names.y, column.w, names.h}, loudspeaker_label(lanes[static_cast<size_t>(lane)]),
                      {Face::semi11, theme::kTextMid, theme::kPanel, Align::center});
    const bool is_over = reading.highest >= scale.zones.back().from;
    if (with_digits)
      frame.canvas.text(
          {column.x, highest.y, column.w, highest.h}, level_text(reading.highest),
          {Face::mono11, is_over ? theme::kFailure : Color(theme::kTextHigh), theme::kPanel, Align::center});
  }
  if (meters.aim().strip == static_cast<int>(frame.desk.main())) frame.canvas.note_sign("main level");
  scale_numbers(frame.canvas, {numbers.x, rect.y, numbers.w, rect.h}, rect, scale, theme::kPanel);
}

}  // namespace headroom::display
