#include "surfaces/display/views/strip_top.h"

#include <algorithm>
#include <string>

#include "dsp/loudspeakers.h"
#include "surfaces/display/model/lanes_in_use.h"
#include "surfaces/display/widgets/bars.h"
#include "surfaces/display/widgets/button.h"
#include "surfaces/display/widgets/control_cell.h"
#include "surfaces/display/widgets/level_meter.h"
#include "surfaces/display/widgets/polar_glyph.h"

namespace headroom::display {
namespace {

constexpr float kTarget = 24;      // a row of a mode, and what of it can be touched
constexpr float kSwitch = 24;      // in front of a value
constexpr float kLeastValue = 40;  // in less room there is no number

bool is_narrow(Rect rect) { return rect.w < metrics::kNarrowStrip; }
Rect between_edges(const Frame& frame, Rect row) {
  return row.inset(frame.fingers.edge(is_narrow(row) ? 4 : metrics::kPadding), 0);
}

// The next row of a mode; empty where the room is gone.
Rect take_row(const Frame& frame, Rect& area) {
  const float high = frame.fingers.row(metrics::kListRow);
  if (area.h < high) return {};
  const Rect row = between_edges(frame, area.take_top(high));
  return row.middle(row.w, frame.fingers.size(kTarget));
}

void show_value(Frame& frame, Rect rect, ControlId control, Color ground) {
  if (rect.w < frame.fingers.size(kLeastValue)) return;
  value_field(frame, rect, {"mode value", control}, control, {Face::mono11, theme::kTextHigh, ground, Align::right});
}

// A value with its small name in front, where there is room for both.
void show_named(Frame& frame, Rect& area, StripIndex strip, Param param, const char* name, Color ground) {
  Rect row = take_row(frame, area);
  if (row.is_empty() || !frame.desk.has(strip, param)) return;
  const float width = frame.canvas.text_width(Face::sans11, name) + 2;
  if (row.w - width >= frame.fingers.size(kLeastValue))
    frame.canvas.text(row.take_left(width), name, {Face::sans11, theme::kTextMid, ground});
  show_value(frame, row, frame.id(strip, param), ground);
}

// A stage's switch with its first value.
void show_switched(Frame& frame, Rect& area, StripIndex strip, Param on, const char* label, Param value, Color ground) {
  Rect row = take_row(frame, area);
  if (row.is_empty() || !frame.desk.has(strip, on)) return;
  const float width = frame.fingers.size(kSwitch) + frame.fingers.gap;
  const bool has_value = row.w - width >= frame.fingers.size(kLeastValue);
  const Rect place = has_value ? row.take_left(frame.fingers.size(kSwitch)) : row;
  row.take_left(has_value ? frame.fingers.gap : 0);
  switch_button(frame, place, {"mode switch", frame.id(strip, on)}, frame.id(strip, on), label, theme::kAccent,
                Face::semi11);
  if (has_value) show_value(frame, row, frame.id(strip, value), ground);
}

void show_input_row(Frame& frame, Rect rect, StripIndex strip, Color ground) {
  if (!frame.desk.has(strip, Param::trim)) return;
  const Fingers& fingers = frame.fingers;
  Rect row = rect.middle(rect.w - 2 * fingers.edge(is_narrow(rect) ? 2 : 4), fingers.size(kTarget));
  const bool has_polarity = !is_narrow(rect) && row.w >= 2 * fingers.target + fingers.gap;
  if (has_polarity)
    switch_button(frame, row.take_right(fingers.size(kTarget)), {"polarity", strip}, frame.id(strip, Param::polarity),
                  "Ø", theme::kWarning, Face::semi11);
  row.take_right(has_polarity ? fingers.gap : 0);
  row.take_left(fingers.any() || is_narrow(rect) ? 0 : 4);
  value_field(frame, row, {"trim", strip}, frame.id(strip, Param::trim),
              {is_narrow(rect) ? Face::mono11 : Face::mono12, theme::kTextHigh, ground}, true);
}

void show_dynamics_row(Frame& frame, Rect rect, StripIndex strip) {
  if (!frame.desk.has(strip, Param::gate_on)) return;
  Rect row = rect.inset(metrics::kPadding, 0).middle(rect.w - 2 * metrics::kPadding, 12);
  const Rect lamp = row.take_left(12);
  gate_lamp(frame.canvas, lamp, gate_state(frame.desk, strip));
  // For fingers there is no room here: they switch both in the mode of the dynamics.
  const bool is_touched = !frame.fingers.any();
  if (is_touched)
    press_control(frame, touch(frame.canvas, lamp.inset(-4), {"gate", strip}), frame.id(strip, Param::gate_on));
  row.take_left(8);
  const Rect bar = row.middle(row.w, 8);
  const bool is_on = frame.desk.is_on(strip, Param::comp_on);
  const LaneMeters* meters = frame.desk.meters().of(strip);
  reduction_bar(frame.canvas, bar, is_on && meters ? meters->compressor.gain_dB : 0, true);
  if (is_touched)
    press_control(frame, touch(frame.canvas, bar.inset(0, -6), {"compressor", strip}), frame.id(strip, Param::comp_on));
}

// Lays what the strips send to this bus onto their faders, and brings their levels back.
void show_sends_key(Frame& frame, Rect rect, StripIndex bus) {
  const bool is_on = frame.open.sends_on_faders == bus;
  if (button(frame, rect, {"sends on faders", bus}, rect.w < 64 ? "FADE" : "ON FADERS",
             is_on ? lit(theme::kEditMode, theme::kInk, Face::semi11) : unlit(Face::semi11))
          .pressed)
    turn_sends_on_faders(frame.open, bus);
}

// A little of everything, the strip at a glance.
void show_sends(Frame& frame, Rect area, const StripRows& rows, StripIndex strip, Color ground) {
  if (rows.input) show_input_row(frame, area.take_top(frame.fingers.row(metrics::kInputRow)), strip, ground);
  if (rows.dynamics) show_dynamics_row(frame, area.take_top(metrics::kDynamicsRow), strip);
  if (rows.equaliser) {
    const Rect row = between_edges(frame, area.take_top(metrics::kEqRow)).inset(0, 2);
    if (frame.desk.has(strip, Param::eq_on)) eq_thumbnail(frame, row, strip);
  }
  if (!rows.sends) return;
  const Rect row = between_edges(frame, area.take_top(frame.fingers.row(metrics::kSendsRow))).inset(0, 2);
  if (frame.desk.has(strip, Param::send_level)) send_bars(frame, row, strip);
  if ((frame.desk.table().strip(strip).kind & (kAux | kMatrix)) != 0)
    show_sends_key(frame, row.middle(row.w, frame.fingers.size(32)), strip);
}

void show_input(Frame& frame, Rect area, StripIndex strip, Color ground) {
  show_input_row(frame, area.take_top(frame.fingers.row(metrics::kListRow)), strip, ground);
  if (const Rect row = take_row(frame, area); !row.is_empty() && frame.desk.has(strip, Param::input))
    pick_button(frame, row, {"mode input", strip}, frame.id(strip, Param::input));
  show_switched(frame, area, strip, Param::hp_on, "HP", Param::hp_freq, ground);
  show_switched(frame, area, strip, Param::lp_on, "LP", Param::lp_freq, ground);
  show_named(frame, area, strip, Param::delay, "dly", ground);
}

void show_dynamics(Frame& frame, Rect area, StripIndex strip, Color ground) {
  show_dynamics_row(frame, area.take_top(metrics::kListRow), strip);
  show_switched(frame, area, strip, Param::gate_on, "G", Param::gate_threshold, ground);
  show_switched(frame, area, strip, Param::comp_on, "C", Param::comp_threshold, ground);
  show_named(frame, area, strip, Param::comp_ratio, "ratio", ground);
  show_named(frame, area, strip, Param::comp_makeup, "gain", ground);
}

void show_equaliser(Frame& frame, Rect area, StripIndex strip, Color ground) {
  if (!frame.desk.has(strip, Param::eq_on)) return;
  constexpr float kLeastCurve = 40;
  const float row_high = frame.fingers.row(metrics::kListRow);
  Rect rows = area.take_bottom(area.h >= kLeastCurve + 2 * row_high ? 2 * row_high
                               : area.h >= kLeastCurve + row_high   ? row_high
                                                                    : 0);
  eq_thumbnail(frame, between_edges(frame, area).inset(0, 2), strip);
  if (const Rect row = take_row(frame, rows); !row.is_empty())
    switch_button(frame, row, {"mode equaliser", strip}, frame.id(strip, Param::eq_on), "EQ", theme::kAccent,
                  Face::semi11);
  show_switched(frame, rows, strip, Param::hp_on, "HP", Param::hp_freq, ground);
}

void show_route(Frame& frame, Rect area, StripIndex strip) {
  if (const Rect row = take_row(frame, area); !row.is_empty() && frame.desk.has(strip, Param::to_main))
    switch_button(frame, row, {"mode main", strip}, frame.id(strip, Param::to_main), is_narrow(area) ? "M" : "MAIN",
                  theme::kAccent, Face::semi11);
  const int groups = frame.desk.table().count_of(kGroup);
  const float gap = frame.fingers.space(metrics::kGap);
  const int in_a_row =
      std::max(1, static_cast<int>((between_edges(frame, area).w + gap) / (frame.fingers.size(kTarget) + gap)));
  for (int first = 0; first < groups; first += in_a_row) {
    const Rect row = take_row(frame, area);
    if (row.is_empty()) return;
    for (int group = first; group < std::min(groups, first + in_a_row); ++group)
      if (frame.desk.has(strip, Param::to_group, group))
        switch_button(frame, row.column(group - first, in_a_row, gap),
                      {"mode group", strip * 64u + static_cast<uint32_t>(group)},
                      frame.id(strip, Param::to_group, group), std::to_string(group + 1), theme::kAccent, Face::semi11);
  }
}

void show_field(Frame& frame, Rect area, StripIndex strip, Color ground) {
  // Among loudspeakers only where the main has more than two.
  const bool can_surround =
      frame.desk.has(strip, Param::surround_on) &&
      static_cast<SpeakerLayout>(frame.desk.value(frame.desk.main(), Param::layout)) > SpeakerLayout::stereo;
  if (can_surround)
    if (const Rect row = take_row(frame, area); !row.is_empty())
      switch_button(frame, row, {"mode surround", strip}, frame.id(strip, Param::surround_on),
                    is_narrow(area) ? "SUR" : "SURROUND", theme::kAccent, Face::semi11);
  if (!is_in_surround(frame.desk.show(), strip)) {
    show_named(frame, area, strip, Param::pan, "pan", ground);
    show_named(frame, area, strip, Param::width, "width", ground);
    return;
  }
  const float side = std::min(area.w - 2 * metrics::kPadding, area.h - 2 * frame.fingers.row(metrics::kListRow) -
                                                                  2 * frame.fingers.space(metrics::kGap));
  if (side >= frame.fingers.size(kPolarGlyph))
    polar_glyph(frame, area.take_top(side + 2 * frame.fingers.space(metrics::kGap)).middle(side, side),
                {"mode glyph", strip}, strip);
  show_named(frame, area, strip, Param::surround_elevation, "elev", ground);
  show_named(frame, area, strip, Param::surround_spread, "spread", ground);
}

}  // namespace

float StripRows::top_height(const Fingers& fingers) const {
  using namespace metrics;
  return (input ? fingers.row(kInputRow) : 0) + (dynamics ? kDynamicsRow : 0) + (equaliser ? kEqRow : 0) +
         (sends ? fingers.row(kSendsRow) : 0);
}

StripRows rows_that_fit(float height, const Fingers& fingers) {
  using namespace metrics;
  // A finger moves a short fader in leaps.
  constexpr float kFaderInFingers = 5;
  const float least_fader = std::max(kLeastFader, kFaderInFingers * fingers.target);
  const auto urgent = [&](float row) { return std::max(row, fingers.urgent + fingers.gap); };
  float spare = height - (kColorEdge + fingers.row(kScribble) + urgent(kSoloRow) + urgent(kMuteRow) +
                          fingers.row(kValueRow) + kMembershipRow + least_fader);
  // In the order of what is missed most.
  const auto fits = [&](float row) { return spare >= row ? (spare -= row, true) : false; };
  StripRows rows{};
  rows.pan = fits(fingers.row(kPanRow));
  rows.dynamics = fits(kDynamicsRow);
  rows.input = fits(fingers.row(kInputRow));
  rows.equaliser = fits(kEqRow);
  rows.sends = fits(fingers.row(kSendsRow));
  return rows;
}

bool has_strip_modes(const Fingers& fingers, float top_height) {
  return !fingers.any() || top_height >= 2 * fingers.row(metrics::kListRow);
}

void show_strip_top(Frame& frame, Rect area, const StripRows& rows, StripIndex strip, Color ground) {
  if (!has_strip_modes(frame.fingers, area.h)) return show_sends(frame, area, rows, strip, ground);
  switch (frame.open.strip_mode) {
    case StripMode::input: return show_input(frame, area, strip, ground);
    case StripMode::dynamics: return show_dynamics(frame, area, strip, ground);
    case StripMode::equaliser: return show_equaliser(frame, area, strip, ground);
    case StripMode::sends: return show_sends(frame, area, rows, strip, ground);
    case StripMode::route: return show_route(frame, area, strip);
    case StripMode::field: return show_field(frame, area, strip, ground);
  }
}

}  // namespace headroom::display
