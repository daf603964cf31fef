#include "surfaces/display/views/selected_channel.h"

#include <algorithm>
#include <string>

#include "surfaces/display/views/sends.h"
#include "surfaces/display/views/strip.h"
#include "surfaces/display/widgets/bars.h"
#include "surfaces/display/widgets/button.h"
#include "surfaces/display/widgets/compare_switch.h"
#include "surfaces/display/widgets/compressor_plot.h"
#include "surfaces/display/widgets/control_cell.h"
#include "surfaces/display/widgets/eq_plot.h"
#include "surfaces/display/widgets/level_meter.h"
#include "surfaces/display/widgets/strip_name.h"

namespace headroom::display {
namespace {

constexpr float kInputColumn = 208, kCompressorColumn = 232, kSendsColumn = 304, kAssignColumn = 128, kColumnGap = 24;
constexpr float kHeading = 24;

void show_name(Frame& frame, Rect& column, StripIndex strip) {
  Rect name = column.take_top(28);
  if (frame.desk.has(strip, Param::compare)) {
    compare_switch(frame, name.take_right(compare_switch_width(frame.fingers)), strip);
    name.take_right(8);
  }
  const Touch pointer = touch(frame.canvas, name, {"selected name", strip});
  if (pointer.double_clicked || pointer.right_clicked) open_entry(frame, frame.id(strip, Param::name), name);
  const DeskStrip& place = frame.desk.table().strip(strip);
  const bool is_numbered = frame.desk.table().count_of(place.kind) > 1;
  const std::string words =
      (is_numbered ? std::to_string(place.number) + " " : "") + frame.desk.show().strip_name(strip);
  const Face face =
      face_that_fits(frame.canvas, words, name.w, {Face::semi22, Face::semi18, Face::semi15, Face::semi13});
  frame.canvas.text(name, words, {face, theme::kTextHigh, theme::kPanel});
}

void show_input(Frame& frame, Rect& column, StripIndex strip) {
  Rect line = column.take_top(24);
  if (frame.desk.has(strip, Param::input)) {
    frame.canvas.text(line.take_left(80), "Device input", {Face::sans13, theme::kTextMid, theme::kPanel});
    control_value(frame, line.take_left(104), frame.id(strip, Param::input));
  }
  column.take_top(8);
  if (!frame.desk.has(strip, Param::trim)) return;
  title(frame, column.take_top(16), "TRIM");
  Rect row = column.take_top(32);
  if (frame.desk.has(strip, Param::polarity))
    switch_button(frame, row.take_right(56).middle(56, 24), {"selected polarity", strip},
                  frame.id(strip, Param::polarity), "Ø", theme::kWarning);
  value_field(frame, row.take_left(128), {"selected trim", strip}, frame.id(strip, Param::trim),
              {Face::mono18, theme::kTextHigh, theme::kPanel}, true);
  column.take_top(8);
}

void show_switched_value(Frame& frame, Rect& column, const char* words, TouchId id, ControlId on, ControlId value) {
  title(frame, column.take_top(16), words);
  Rect row = column.take_top(32);
  switch_button(frame, row.take_right(56).middle(56, 24), id, on, "ON", theme::kAccent, Face::semi11);
  value_field(frame, row.take_left(128), {id.place, id.number + 1}, value,
              {Face::mono18, theme::kTextHigh, theme::kPanel});
  column.take_top(8);
}

void show_gate(Frame& frame, Rect& column, StripIndex strip) {
  show_switched_value(frame, column, "GATE", {"selected gate", strip * 2u}, frame.id(strip, Param::gate_on),
                      frame.id(strip, Param::gate_threshold));
  column.y -= 4, column.h += 4;
  struct Small {
    Param param;
    const char* words;
  };
  constexpr Small kSmall[] = {{Param::gate_range, "range"},
                              {Param::gate_attack, "att"},
                              {Param::gate_hold, "hold"},
                              {Param::gate_release, "rel"}};
  for (int line = 0; line < 2; ++line) {
    const Rect row = column.take_top(24);
    for (int side = 0; side < 2; ++side) {
      const Small& small = kSmall[line * 2 + side];
      named_field(frame, row.column(side, 2, 8),
                  {"gate value", static_cast<uint32_t>(strip) * 8u + static_cast<uint32_t>(line * 2 + side)},
                  frame.id(strip, small.param), small.words, side == 0 ? 36 : 28);
    }
  }
  column.take_top(4);
  Rect state = column.take_top(16);
  const GateState gate = gate_state(frame.desk, strip);
  gate_lamp(frame.canvas, state.take_left(12), gate);
  state.take_left(6);
  constexpr const char* kWords[] = {"off", "open", "moving", "shut"};
  frame.canvas.text(state.take_left(48), kWords[static_cast<int>(gate)],
                    {Face::sans11, theme::kTextMid, theme::kPanel});
  const LaneMeters* meters = frame.desk.meters().of(strip);
  reduction_bar(frame.canvas, state.middle(state.w, 8), meters && gate != GateState::off ? meters->gate.gain_dB : 0,
                true);
}

void show_equaliser(Frame& frame, Rect column, StripIndex strip) {
  Rect heading = column.take_top(kHeading);
  title(frame, heading.take_left(80), "EQUALISER");
  switch_button(frame, heading.take_left(48).middle(48, 22), {"selected eq", strip}, frame.id(strip, Param::eq_on),
                "ON", theme::kAccent, Face::semi11);
  heading.take_left(metrics::kGap);
  analyser_button(frame, heading.take_left(44).middle(44, 22), strip);
  heading.take_left(metrics::kPadding);
  section_line(frame, heading, strip);
  column.take_top(8);
  eq_plot(frame, column, strip);
}

void show_compressor(Frame& frame, Rect column, StripIndex strip) {
  Rect heading = column.take_top(kHeading);
  title(frame, heading.take_left(96), "COMPRESSOR");
  switch_button(frame, heading.take_left(48).middle(48, 22), {"selected comp", strip}, frame.id(strip, Param::comp_on),
                "ON", theme::kAccent, Face::semi11);
  const LaneMeters* meters = frame.desk.meters().of(strip);
  const float gain_dB = meters && frame.desk.is_on(strip, Param::comp_on) ? meters->compressor.gain_dB : 0;
  frame.canvas.text(heading, signed_dB(gain_dB), {Face::mono11, theme::kReduction, theme::kPanel, Align::right});
  column.take_top(8);
  struct Small {
    Param param;
    const char* words;
  };
  constexpr Small kSmall[] = {{Param::comp_threshold, "thr"}, {Param::comp_ratio, "ratio"},
                              {Param::comp_attack, "att"},    {Param::comp_release, "rel"},
                              {Param::comp_knee, "knee"},     {Param::comp_makeup, "gain"}};
  Rect values = column.take_bottom(72);
  for (uint32_t i = 0; i < 6; ++i)
    named_field(frame, values.row(static_cast<int>(i / 2), 3).column(static_cast<int>(i % 2), 2, 8),
                {"comp value", strip * 8u + i}, frame.id(strip, kSmall[i].param), kSmall[i].words, 36);
  column.take_bottom(8);
  const Rect bar = column.take_right(12);
  column.take_right(8);
  compressor_plot(frame, column, strip);
  reduction_bar(frame.canvas, bar, gain_dB, false);
}

// A grid of switches, four in a row: groups, DCAs.
void show_switches(Frame& frame, Rect& column, StripIndex strip, Param param, const char* words, Color color) {
  const StripKind kind = param == Param::dca ? kDca : kGroup;
  const int count = frame.desk.table().count_of(kind);
  if (count == 0 || !frame.desk.has(strip, param)) return;
  title(frame, column.take_top(20), words);
  for (int first = 0; first < count && column.h >= 24; first += 4) {
    const Rect row = column.take_top(24);
    column.take_top(metrics::kGap);
    for (int i = first; i < std::min(count, first + 4); ++i)
      switch_button(frame, row.column(i - first, 4, 4), {words, strip * 64u + static_cast<uint32_t>(i)},
                    frame.id(strip, param, i), std::to_string(i + 1), color, Face::semi11);
  }
  column.take_top(8);
}

void show_assignments(Frame& frame, Rect column, StripIndex strip) {
  if (frame.desk.has(strip, Param::to_main)) {
    title(frame, column.take_top(20), "MAIN");
    switch_button(frame, column.take_top(28), {"to main", strip}, frame.id(strip, Param::to_main), "To main",
                  theme::kAccent, Face::semi11);
    column.take_top(12);
  }
  show_switches(frame, column, strip, Param::to_group, "GROUPS", theme::kAccent);
  show_switches(frame, column, strip, Param::dca, "DCA", theme::kTextMid);
}

}  // namespace

void show_selected_channel(Frame& frame, Rect rect) {
  Canvas& canvas = frame.canvas;
  const StripIndex strip = frame.desk.selected();
  canvas.fill(rect, theme::kPanel);
  canvas.horizontal_line(rect.x, rect.right(), rect.bottom() - 1, theme::kLine);
  if (!frame.desk.has(strip, Param::name)) return;
  canvas.fill({rect.x, rect.y, metrics::kColorEdge, rect.h}, strip_color(frame, strip));
  Rect area{rect.x + 16, rect.y + 8, rect.w - 32, rect.h - 16};

  Rect input = area.take_left(kInputColumn);
  show_name(frame, input, strip);
  if (frame.desk.table().strip(strip).kind == kDca) return show_members(frame, area, strip);
  if (!frame.desk.has(strip, Param::eq_on)) return;
  show_input(frame, input, strip);
  show_switched_value(frame, input, "HIGH-PASS", {"selected high-pass", strip * 2u}, frame.id(strip, Param::hp_on),
                      frame.id(strip, Param::hp_freq));
  show_gate(frame, input, strip);
  area.take_left(8);

  // From the right: what is missed least goes first when the page is narrow.
  constexpr float kLeastPlot = 320;
  const auto has_room = [&](float width) { return area.w - width - kColumnGap >= kLeastPlot; };
  const bool with_compressor = has_room(kCompressorColumn);
  const float taken = with_compressor ? kCompressorColumn + kColumnGap : 0;
  const bool with_sends = has_sends(frame, strip) && has_room(taken + kSendsColumn);
  const bool with_assignments = has_room(taken + (with_sends ? kSendsColumn + kColumnGap : 0) + kAssignColumn);
  if (with_assignments) {
    show_assignments(frame, area.take_right(kAssignColumn), strip);
    area.take_right(kColumnGap);
  }
  if (with_sends) {
    show_sends(frame, area.take_right(kSendsColumn), strip);
    area.take_right(kColumnGap);
  }
  if (with_compressor) {
    show_compressor(frame, area.take_right(kCompressorColumn), strip);
    area.take_right(kColumnGap);
  }
  show_equaliser(frame, area, strip);
}

}  // namespace headroom::display
