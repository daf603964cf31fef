#include "surfaces/display/views/master_column.h"

#include <cstdio>
#include <string>

#include "console/curve.h"
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

void show_numbers(Frame& frame, Rect rect, StripIndex main) {
  constexpr const char* kSides[] = {"L", "R"};
  const Rect row = rect;
  for (int side = 0; side < 2; ++side) {
    const LaneMeters* meters = frame.desk.meters().of(main, side);
    if (!meters) continue;
    Rect half = row.column(side, 2, 16);
    const LevelMeter& level = meters->level;
    Rect big = half.take_top(44);
    frame.canvas.text(big.take_left(20), kSides[side], {Face::semi13, theme::kTextMid, theme::kPanel});
    frame.canvas.text(big, level_text(level.numeric_peak_dB), {Face::mono28, level.overs > 0 ? theme::kFailure : theme::kTextHigh, theme::kPanel});
    Rect small = half.take_top(28);
    frame.canvas.text(small.take_left(32), "RMS", {Face::sans11, theme::kTextMid, theme::kPanel});
    frame.canvas.text(small.take_left(44), level_text(level.numeric_rms_dB), {Face::mono11, theme::kTextHigh, theme::kPanel});
    if (small.w < 56) continue;
    frame.canvas.text(small.take_left(28), "max", {Face::sans11, theme::kTextMid, theme::kPanel});
    frame.canvas.text(small, level_text(level.max_dB), {Face::mono11, theme::kTextHigh, theme::kPanel});
  }
}

void show_levels(Frame& frame, Rect rect, StripIndex main) {
  Canvas& canvas = frame.canvas;
  Rect area = rect;
  const Rect feet = area.take_bottom(20);
  const Rect numbers = area.take_left(32);
  area.take_left(6);
  const bool is_narrow = rect.w < 240;
  Rect bars = area.take_left(is_narrow ? 36 : 52);
  for (int side = 0; side < 2; ++side) {
    const Rect bar = bars.column(side, 2, 4);
    if (const LaneMeters* meters = frame.desk.meters().of(main, side)) {
      level_bar(canvas, bar, meters->level, MeterBody::peak_and_rms);
      canvas.text({bar.x, feet.y, bar.w, feet.h}, side == 0 ? "L" : "R", {Face::semi11, theme::kTextMid, theme::kPanel, Align::center});
    }
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
  Rect buttons = area.take_right(is_narrow ? 56 : 80);
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
