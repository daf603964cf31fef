#include "surfaces/display/views/master_column.h"

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "console/curve.h"
#include "surfaces/display/model/lanes_in_use.h"
#include "surfaces/display/views/monitor_block.h"
#include "surfaces/display/views/strip.h"
#include "surfaces/display/widgets/bars.h"
#include "surfaces/display/widgets/button.h"
#include "surfaces/display/widgets/fader.h"
#include "surfaces/display/widgets/field_plot.h"
#include "surfaces/display/widgets/level_meter.h"

namespace headroom::display {
namespace {

constexpr float kNumbers = 84, kHeading = 28, kLeastField = 160, kLeastLevels = 200;

std::string level_text(float dB) {
  if (dB <= kSilence_dB + 1) return "-∞";
  char text[16];
  std::snprintf(text, sizeof text, "%.1f", static_cast<double>(dB));
  return text;
}

// The main's name leads to it, as a strip's does.
void show_name(Frame& frame, Rect heading, StripIndex main) {
  const Touch pointer = touch(frame.canvas, heading, {"main name", main});
  if (pointer.pressed) frame.edits.set(frame.id(frame.desk.desk(), Param::selected), main);
  if (pointer.double_clicked) open_entry(frame, frame.id(main, Param::name), heading);
  frame.canvas.text(heading.take_right(128), "sample peak · dBFS", {Face::sans11, theme::kTextMid, theme::kPanel, Align::right});
  frame.canvas.text(heading, frame.desk.show().strip_name(main), {Face::semi15, theme::kTextHigh, theme::kPanel});
}

// Peak, RMS and the highest peak of one lane.
void show_lane_numbers(Frame& frame, Rect rect, const char* label, const LevelMeter& level) {
  Rect big = rect.take_top(44);
  frame.canvas.text(big.take_left(label[1] == 0 ? 20.0f : 40.0f), label, {Face::semi13, theme::kTextMid, theme::kPanel});
  frame.canvas.text(big, level_text(level.numeric_peak_dB), {Face::mono28, level.overs > 0 ? theme::kFailure : theme::kTextHigh, theme::kPanel});
  Rect small = rect.take_top(28);
  frame.canvas.text(small.take_left(28), "RMS", {Face::sans11, theme::kTextMid, theme::kPanel});
  frame.canvas.text(small.take_left(40), level_text(level.numeric_rms_dB), {Face::mono11, theme::kTextHigh, theme::kPanel});
  if (small.w < 56) return;
  frame.canvas.text(small.take_left(28), "max", {Face::sans11, theme::kTextMid, theme::kPanel});
  frame.canvas.text(small, level_text(level.max_dB), {Face::mono11, theme::kTextHigh, theme::kPanel});
}

// Left and right; of more loudspeakers the two that are loudest now.
void show_numbers(Frame& frame, Rect rect, StripIndex main) {
  std::vector<int> sides = lanes_in_use(frame.desk.show(), main);
  const auto level_at = [&](int side) -> const LevelMeter& { return frame.desk.meters().of(main, side)->level; };
  constexpr size_t kShown = 2;
  if (sides.size() > kShown) {
    std::stable_sort(sides.begin(), sides.end(), [&](int a, int b) { return level_at(a).numeric_peak_dB > level_at(b).numeric_peak_dB; });
    sides.resize(kShown);
  }
  for (size_t i = 0; i < sides.size(); ++i)
    show_lane_numbers(frame, rect.column(static_cast<int>(i), kShown, 16), side_label(sides[i]), level_at(sides[i]));
}

void show_levels(Frame& frame, Rect rect, StripIndex main) {
  Canvas& canvas = frame.canvas;
  Rect area = rect;
  const std::vector<int> sides = lanes_in_use(frame.desk.show(), main);
  const int lanes = static_cast<int>(sides.size());
  const bool is_surround = lanes > 2, is_narrow = rect.w < 240;
  // Where names are wider than their bars they stand in two rows, turn about.
  constexpr int kMostInARow = 8;
  constexpr float kUpwardFoot = 28;
  const int foot_rows = lanes > kMostInARow ? 2 : 1;
  const Rect feet = area.take_bottom(is_surround ? kUpwardFoot * static_cast<float>(foot_rows) : 20);
  const Rect numbers = area.take_left(32);
  area.take_left(6);
  constexpr float kAllBars = 84, kStereo = 52, kStereoNarrow = 36;
  const Rect bars = area.take_left(is_surround ? kAllBars : is_narrow ? kStereoNarrow : kStereo);
  for (int lane = 0; lane < lanes; ++lane) {
    const int side = sides[static_cast<size_t>(lane)];
    const Rect bar = bars.column(lane, lanes, is_surround ? 1.0f : 4.0f), row = feet.row(lane % foot_rows, foot_rows);
    const Rect foot = Rect{bar.x, row.y, bar.w, row.h}.middle(std::max(bar.w, 12.0f), row.h);
    level_bar(canvas, bar, frame.desk.meters().of(main, side)->level, MeterBody::peak_and_rms);
    const TextStyle label{Face::semi11, theme::kTextMid, theme::kPanel, Align::center};
    if (is_surround)
      canvas.upward_text(foot.inset(0, 2), side_label(side), label);
    else
      canvas.text(foot, side_label(side), label);
  }
  meter_ticks(canvas, bars);
  meter_numbers(canvas, {numbers.x, numbers.y, numbers.w, numbers.h}, bars, theme::kPanel);
  area.take_left(10);
  const Rect reduction = area.take_left(10);
  const LaneMeters* meters = frame.desk.meters().of(main);
  reduction_bar(canvas, reduction, meters && frame.desk.is_on(main, Param::comp_on) ? meters->compressor.gain_dB : 0, false);
  canvas.text({reduction.x - 6, feet.y, reduction.w + 12, feet.h}, "GR", {Face::semi11, theme::kReduction, theme::kPanel, Align::center});
  const Touch pointer = touch(canvas, bars, {"main meters", main});
  if (pointer.pressed) pointer.alt ? frame.desk.meters().clear_all() : frame.desk.meters().clear(main);

  area.take_left(16);
  Rect buttons = area.take_right(is_narrow || is_surround ? 56 : 80);
  area.take_right(12);
  const ControlId control = frame.id(main, Param::fader);
  fader(frame, {area.x, area.y, area.w, area.h}, {"main fader", main}, control,
        {.scale_width = area.w - metrics::kFaderLane - 8, .cap_width = 44, .on = theme::kPanel});

  mute_button(frame, buttons.take_top(44), {"main mute", main}, main, is_narrow);
  buttons.take_top(metrics::kPadding);
  const bool is_selected = frame.desk.selected() == main;
  if (button(frame, buttons.take_top(36), {"main select", main}, "SELECT", is_selected ? lit(theme::kAccent, theme::kInk, Face::semi11) : unlit(Face::semi11)).pressed)
    frame.edits.set(frame.id(frame.desk.desk(), Param::selected), main);
  buttons.take_top(16);
  const uint32_t overs = frame.desk.meters().overs(main);
  value_field(frame, buttons.take_top(24), {"main value", main}, control, {Face::mono13, theme::kTextHigh, theme::kPanel, Align::center});
  buttons.take_top(metrics::kPadding);
  if (frame.desk.has(main, Param::pan)) pan_bar(frame, buttons.take_top(24), {"main balance", main}, main);
  if (overs > 0) {
    const Rect chip = buttons.take_bottom(28);
    if (button(frame, chip, {"main over", main}, "OVR " + std::to_string(overs), lit(theme::kFailure, theme::kInk)).pressed)
      frame.desk.meters().clear(main);
  }
}

}  // namespace

void show_master_column(Frame& frame, Rect rect) {
  frame.canvas.fill(rect, theme::kPanel);
  frame.canvas.vertical_line(rect.x, rect.y, rect.bottom(), theme::kLine);
  const StripIndex main = frame.desk.main();
  frame.canvas.fill({rect.x + 1, rect.y, rect.w - 1, metrics::kColorEdge}, strip_color(frame, main));
  Rect column = rect.inset(16, 12);
  if (rect.w < metrics::kMaster) column = rect.inset(8, 12);
  show_monitor_block(frame, column.take_bottom(kMonitorBlock));

  // The field takes a square as large as the levels leave it; on a low screen the numbers go first.
  show_name(frame, column.take_top(kHeading), main);
  const bool has_numbers = column.h >= kNumbers + kLeastLevels + kLeastField + kHeading + 24;
  if (has_numbers) show_numbers(frame, column.take_top(kNumbers), main);
  const float field = std::min(std::min(metrics::kFieldSize, rect.w - 16), column.h - kLeastLevels - kHeading - 24);
  if (field >= kLeastField) {
    const Rect place = column.take_bottom(field + 8);
    field_plot(frame, {rect.x + (rect.w - std::min(metrics::kFieldSize, rect.w - 16)) / 2, place.y, std::min(metrics::kFieldSize, rect.w - 16), field});
    title(frame, column.take_bottom(kHeading), "STEREO FIELD");
  }
  column.take_top(4);
  show_levels(frame, column, main);
}

}  // namespace headroom::display
