#include "surfaces/display/views/loudness_panel.h"

#include <array>
#include <cstdio>
#include <span>

#include "io/clock_text.h"
#include "surfaces/display/model/tap_scales.h"
#include "surfaces/display/widgets/button.h"
#include "surfaces/display/widgets/loudness_plot.h"

namespace headroom::display {
namespace {

constexpr float kNarrow = 272, kTarget = 80;
constexpr float kUnitAndName = 130;  // the switch of the unit, and what stands before it
constexpr int kHistory_s = 120;

struct Size {
  Face integrated, large, small;
  float integrated_height, numbers_height;
  bool is_page = false;
};
constexpr Size kNarrowSize{Face::mono28, Face::mono12, Face::mono12, kLoudnessLeast, kLoudnessNumbers};
constexpr Size kColumnSize{Face::mono40, Face::mono22, Face::mono16, kLoudnessLeast, kLoudnessNumbers};
constexpr Size kPageSize{Face::mono56, Face::mono28, Face::mono18, 64, 50, true};

// In the master column fingers have no room for it; they change it on the page.
void show_target(Frame& frame, Rect rect, const TapScales& scales, bool is_page) {
  const ControlId target = frame.id(scales.strip, Param::meter_target);
  if (frame.fingers.any() && !is_page) {
    frame.canvas.text(rect.inset(4, 0), shown_value(frame.desk, target, frame.edits.shown(target), false),
                      {Face::mono11, theme::kTextHigh, theme::kPanel, Align::right});
    return;
  }
  value_field(frame, rect, {"loudness target", scales.strip}, target,
              {Face::mono11, theme::kTextHigh, theme::kPanel, Align::right});
}

// Digits, what they are, and at the right since when and against what.
void show_integrated(Frame& frame, Rect rect, const TapScales& scales, const LoudnessReading& loudness,
                     const Size& size) {
  const Color color = loudness.is_running ? Color(frame.canvas.palette().loudness) : Color(theme::kTextMid);
  // Five digits' room always: what changes must not move what stands beside it.
  const float width = frame.canvas.text_width(size.integrated, "-88.8") + 8;
  frame.canvas.text(rect.take_left(width), scales.loudness_text(loudness.integrated_LUFS),
                    {size.integrated, color, theme::kPanel});
  rect = rect.middle(rect.w, kLoudnessLeast);
  const bool is_narrow = rect.w < 140;
  Rect right = rect.take_right(kTarget);
  const bool is_whole = frame.fingers.any() && size.is_page;
  show_target(frame, is_whole ? right.middle(right.w, frame.fingers.target) : right.row(0, 2).inset(0, 2), scales,
              size.is_page);
  if (!is_whole)
    frame.canvas.text(right.row(1, 2).inset(4, 2), counter_text(static_cast<int64_t>(loudness.measured_s)),
                      {Face::mono11, theme::kTextMid, theme::kPanel, Align::right});
  frame.canvas.text(rect.row(0, 2).inset(0, 2), is_narrow ? "to" : "target",
                    {Face::sans11, theme::kTextMid, theme::kPanel});
  frame.canvas.text(rect.row(1, 2).inset(0, 2), std::string("I ") + scales.loudness_unit(),
                    {Face::semi11, theme::kTextHigh, theme::kPanel});
}

struct Number {
  const char* name;
  std::string words;
  float width;  // share of the row
  Face face;
  Color color = theme::kTextHigh;
};

void show_row(Frame& frame, Rect rect, std::span<const Number> numbers) {
  const float whole = rect.w;
  for (const Number& number : numbers) {
    Rect cell = rect.take_left(whole * number.width);
    frame.canvas.text(cell.take_top(14), number.name, {Face::sans11, theme::kTextMid, theme::kPanel});
    frame.canvas.text(cell.take_top(rect.h - 18), number.words, {number.face, number.color, theme::kPanel});
  }
}

void show_numbers(Frame& frame, Rect rect, const TapScales& scales, const LoudnessReading& loudness, const Size& size) {
  const Color peak = loudness.max_true_peak_dBTP > kMostTruePeak_dBTP ? theme::kFailure : theme::kTextHigh;
  // A range of less than a minute says little (EBU Tech 3342).
  const Color range = loudness.has_stable_range ? theme::kTextHigh : theme::kTextMid;
  const Number momentary{"M", scales.loudness_text(loudness.momentary_LUFS), 0.252f, size.large};
  const Number short_term{"S", scales.loudness_text(loudness.short_term_LUFS), 0.252f, size.large};
  const Number LRA{"LRA", level_text(loudness.range_LU), 0.15f, size.small, range};
  const Number TP{"TP max", level_text(loudness.max_true_peak_dBTP), 0.194f, size.small, peak};
  const Number PLR{"PLR", level_text(loudness.peak_to_loudness_dB), 0.15f, size.small};
  if (rect.h < 2 * size.numbers_height)
    return show_row(frame, rect.take_top(size.numbers_height), std::array{momentary, short_term, LRA, TP, PLR});
  const auto wide = [](Number number, float width) { return number.width = width, number; };
  show_row(frame, rect.take_top(size.numbers_height),
           std::array{wide(momentary, 0.34f), wide(short_term, 0.34f), wide(LRA, 0.32f)});
  show_row(
      frame, rect.take_top(size.numbers_height),
      std::array{Number{"M max", scales.loudness_text(loudness.max_momentary_LUFS), 0.24f, Face::mono16},
                 Number{"S max", scales.loudness_text(loudness.max_short_term_LUFS), 0.24f, Face::mono16},
                 Number{"TP max", TP.words, 0.2f, Face::mono16, peak}, Number{"PLR", PLR.words, 0.16f, Face::mono16},
                 Number{"PSR", level_text(loudness.peak_to_short_term_dB), 0.16f, Face::mono16}});
}

}  // namespace

void show_loudness_buttons(Frame& frame, Rect& heading, int tap) {
  const StripIndex meter = frame.desk.table().strip_of(kMeter, tap + 1);
  const ControlId run = frame.id(meter, Param::meter_run), reset = frame.id(meter, Param::meter_reset);
  const auto place = [&](float width) {
    const float wide = frame.fingers.size(width);
    const Rect rect = heading.take_right(wide).middle(wide, frame.fingers.size(22));
    heading.take_right(frame.fingers.space(metrics::kGap));
    return rect;
  };
  reach(frame, reset);
  if (button(frame, place(52), {"loudness reset", meter}, "RESET", unlit(Face::semi11)).pressed) frame.edits.act(reset);
  switch_button(frame, place(56), {"loudness run", meter}, run, frame.edits.shown(run) >= 0.5f ? "RUN" : "PAUSED",
                theme::kGo, Face::semi11);
  if (heading.w < kUnitAndName) return;
  const ControlId relative = frame.id(meter, Param::meter_relative);
  reach(frame, relative);
  if (button(frame, place(44), {"loudness unit", meter}, scales_of(frame.desk, tap).loudness_unit(),
             {Face::semi11, theme::kRaised, theme::kTextHigh})
          .pressed)
    frame.edits.toggle(relative);
}

void show_loudness_panel(Frame& frame, Rect rect, int tap) {
  const TapScales scales = scales_of(frame.desk, tap);
  const TapReadings& meters = frame.desk.tap(tap);
  const bool is_page = rect.h >= kLoudnessPage && rect.w >= 300;
  const Size& size = is_page ? kPageSize : rect.w < kNarrow ? kNarrowSize : kColumnSize;
  if (!meters.has_reading()) {
    Rect row = rect.take_top(size.integrated_height);
    show_target(frame, row.take_right(kTarget).middle(kTarget, is_page ? frame.fingers.size(20) : 20), scales, is_page);
    frame.canvas.text(row, "hears nothing yet", {Face::sans13, theme::kTextMid, theme::kPanel});
    return;
  }
  const LoudnessReading& loudness = meters.reading().loudness;
  show_integrated(frame, rect.take_top(size.integrated_height), scales, loudness, size);
  if (rect.h >= size.numbers_height)
    show_numbers(frame, rect.take_top(is_page ? 2 * size.numbers_height : size.numbers_height), scales, loudness, size);
  if (rect.h >= kLoudnessScale) loudness_bars(frame, rect.take_top(kLoudnessScale).inset(0, 2), scales, loudness);
  if (rect.h >= kLoudnessHistory) loudness_history(frame, rect, scales, meters.history(), kHistory_s, false);
}

}  // namespace headroom::display
