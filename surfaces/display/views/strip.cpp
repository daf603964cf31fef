#include "surfaces/display/views/strip.h"

#include <algorithm>
#include <string>

#include "console/dca.h"
#include "surfaces/display/model/lanes_in_use.h"
#include "surfaces/display/model/recall_safes.h"
#include "surfaces/display/model/recording.h"
#include "surfaces/display/model/source_names.h"
#include "surfaces/display/views/strip_top.h"
#include "surfaces/display/widgets/bars.h"
#include "surfaces/display/widgets/button.h"
#include "surfaces/display/widgets/fader.h"
#include "surfaces/display/widgets/level_meter.h"
#include "surfaces/display/widgets/polar_glyph.h"
#include "surfaces/display/widgets/record_dot.h"
#include "surfaces/display/widgets/shield.h"
#include "surfaces/display/widgets/strip_name.h"

namespace headroom::display {
namespace {

constexpr float kMeterBadge = 14;

// Something comes in, however far below what the meter's colours show. Returns the width taken.
float show_signal_lamp(Frame& frame, Rect rect, StripIndex strip) {
  constexpr float kRadius = 3, kWidth = 12, kPresent_dBFS = -50;
  if (!frame.desk.meters().of(strip)) return 0;
  if (frame.desk.meters().peak_dB(strip) >= kPresent_dBFS) {
    frame.canvas.circle({rect.x + kWidth - kRadius, rect.center().y}, kRadius, theme::kGo);
    frame.canvas.note_sign("signal");
  }
  return kWidth;
}

void show_scribble(Frame& frame, Rect rect, StripIndex strip, Color ground) {
  const DeskStrip& place = frame.desk.table().strip(strip);
  const Touch pointer = touch(frame.canvas, rect, {"scribble", strip});
  if (pointer.double_clicked)
    open_entry(frame, frame.id(strip, Param::name), rect);
  else if (pointer.pressed)
    frame.edits.set(frame.id(frame.desk.desk(), Param::selected), strip);
  if (pointer.right_clicked || (frame.fingers.any() && pointer.held_long))
    frame.open.strip_menu = StripMenu{strip, pointer.at};

  rect = rect.middle(rect.w, metrics::kScribble);
  const bool is_narrow = rect.w < metrics::kNarrowStrip;
  const Rect inner = rect.inset(is_narrow ? 2 : frame.fingers.any() ? 4 : metrics::kPadding, 0);
  strip_name(frame.canvas, {inner.x, rect.y + 2, inner.w, kNameHeight}, frame.desk.show().strip_name(strip), ground);
  const Rect line{inner.x, rect.y + 29, inner.w, 14};
  const float number_width =
      frame.canvas.text(line, std::to_string(place.number), {Face::mono11, theme::kTextMid, ground});
  const float lamp_width = show_signal_lamp(frame, {line.x + number_width, line.y, line.right(), line.h}, strip);
  if (!frame.desk.has(strip, Param::input)) return;
  const float input = frame.desk.value(strip, Param::input);
  const std::string source = input_name(input);
  const Color ink = is_missing_input(frame.desk.status(), input) ? theme::kWarning : theme::kTextMid;
  const float source_width = frame.canvas.text_width(Face::sans11, source);
  if (source_width + number_width + lamp_width + 4 <= line.w)
    frame.canvas.text(line, source, {Face::sans11, ink, ground, Align::right});
}

// At the right end: what is recorded, and that a part of the strip is kept from recalls.
void show_record_and_safe(Frame& frame, Rect& row, StripIndex strip) {
  constexpr float kSign = 14;
  if (is_armed(frame.desk, strip)) {
    record_dot(frame.canvas, row.take_right(kSign).center(), 5, frame.desk.recording().is_recording);
    row.take_right(metrics::kGap);
  }
  if (safe_scopes(frame.desk, strip) != 0) {
    shield(frame.canvas, row.take_right(kSign), true);
    row.take_right(metrics::kGap);
  }
}

void show_membership(Frame& frame, Rect rect, StripIndex strip, Color ground) {
  Rect row = rect.inset(metrics::kPadding, 0).middle(rect.w - 2 * metrics::kPadding, 16);
  show_record_and_safe(frame, row, strip);
  const auto chips_of = [&](Param param, char letter, Color color) {
    const StripKind kind = param == Param::dca ? kDca : kGroup;
    for (int i = 0; i < frame.desk.table().count_of(kind); ++i) {
      if (!frame.desk.has(strip, param, i) || !frame.desk.is_on(strip, param, i)) continue;
      const std::string label = letter + std::to_string(i + 1);
      const float width = frame.canvas.text_width(Face::semi11, label) + 8;
      if (row.w < width) return;
      const Rect chip = row.take_left(width);
      frame.canvas.fill(chip, theme::kRaised, 2);
      frame.canvas.text(chip, label, {Face::semi11, color, theme::kRaised, Align::center});
      row.take_left(metrics::kGap);
    }
  };
  chips_of(Param::dca, 'D', theme::kTextMid);
  chips_of(Param::to_group, 'G', theme::kAccent);
  // The exception is worth a word, the rule is not: a channel that does not reach the main mix, nor a group.
  bool is_out = frame.desk.table().strip(strip).kind == kChannel && !frame.desk.is_on(strip, Param::to_main);
  for (int group = 0; group < frame.desk.table().count_of(kGroup) && is_out; ++group)
    is_out = !frame.desk.is_on(strip, Param::to_group, group);
  if (is_out && row.w >= 44) frame.canvas.text(row, "no main", {Face::sans11, theme::kTextMid, ground, Align::right});
}

// Among loudspeakers a strip has no pan but a place.
void show_surround(Frame& frame, Rect row, StripIndex strip, Color ground) {
  const float glyph = frame.fingers.size(kPolarGlyph), gap = frame.fingers.space(metrics::kGap);
  const bool is_narrow = row.w < 2 * glyph + gap;
  const Rect place = is_narrow ? row : row.take_left(glyph);
  polar_glyph(frame, place.middle(glyph, glyph), {"polar glyph", strip}, strip);
  if (is_narrow) return;
  row.take_left(gap);
  value_field(frame, row, {"strip azimuth", strip}, frame.id(strip, Param::surround_azimuth),
              {Face::mono11, theme::kTextHigh, ground, Align::right});
}

// Lays the DCA's members onto the strips, and takes them off again.
void show_spill_key(Frame& frame, Rect rect, StripIndex dca) {
  const bool is_spilled = frame.open.spilled == dca;
  if (button(frame, rect, {"spill", dca}, "SPILL",
             is_spilled ? lit(theme::kEditMode, theme::kInk, Face::semi11) : unlit(Face::semi11))
          .pressed)
    turn_spill(frame.open, dca);
}

void show_fader_and_meters(Frame& frame, Rect rect, StripIndex strip, Color ground) {
  const bool is_narrow = rect.w < metrics::kNarrowStrip;
  const ControlId control = frame.on_fader(strip);
  FaderLook look{.on = ground};
  const bool is_own = control == frame.id(strip, Param::fader);
  if (is_own && frame.desk.has(strip, Param::dca)) look.offset_dB = dca_dB(frame.desk.show(), strip);
  Rect area = rect.inset(frame.fingers.edge(4), 0);
  const Rect whole = area;
  if (frame.desk.meters().of(strip)) {
    const Rect meters = area.take_right(is_narrow ? 13 : 2 * metrics::kMeterBar + metrics::kMeterGap + 1);
    strip_meter(frame, {meters.x, meters.y, meters.w - 1, meters.h}, strip);
    area.take_right(2);
  }
  // A finger takes the fader by the whole width of the strip.
  if (frame.fingers.any()) look.touched = whole;
  look.scale_width = area.w >= metrics::kFaderLane + 16 ? area.w - metrics::kFaderLane : 0;
  if (control != kNoControl) fader(frame, area, {"fader", strip}, control, look);
}

// Where the level beside the fader is taken.
void show_meter_badge(Frame& frame, Rect rect, StripIndex strip, Color ground) {
  if (!frame.desk.meters().of(strip)) return;
  const bool is_channel = frame.desk.table().strip(strip).kind == kChannel;
  frame.canvas.text(rect.inset(4, 0), is_channel && !frame.open.likes.inputs_after_fader ? "PRE" : "POST",
                    {Face::sans11, theme::kTextMid, ground, Align::right});
}

std::string control_name(const Table& table, ControlId id) {
  const ControlRow& row = table.row(id);
  return row.repeat == Repeat::once ? row.name : row.name + (' ' + std::to_string(table.control(id).repeat + 1));
}

// The level, or what a hand moves just now.
void show_value(Frame& frame, Rect rect, StripIndex strip, ControlId moved, Color ground) {
  const ControlId level = frame.on_fader(strip);
  const ControlId control = moved == kNoControl ? level : moved;
  if (control == kNoControl) return;
  const bool is_narrow = rect.w < metrics::kNarrowStrip;
  const Touch pointer = touch(frame.canvas, rect.inset(frame.fingers.edge(0), 0), {"value", strip});
  if (level != kNoControl && (pointer.double_clicked || pointer.right_clicked)) open_entry(frame, level, rect);
  frame.canvas.text(rect, shown_value(frame.desk, control, frame.edits.shown(control), !is_narrow),
                    {is_narrow ? Face::mono11 : Face::mono13, theme::kTextHigh, ground, Align::center});
}

}  // namespace

Color strip_color(const Frame& frame, StripIndex strip) {
  if (!frame.desk.has(strip, Param::color)) return theme::kLine;
  return theme::kStripColors[static_cast<size_t>(frame.desk.value(strip, Param::color))];
}

MuteCause mute_cause(const DeskCopy& desk, StripIndex strip) {
  const MutedBy muted = muted_by(desk.show(), strip);
  const Table& table = desk.table();
  MuteCause cause{.own = muted.itself};
  for (int group = kMuteGroups; group > 0 && muted.group; --group)
    if (desk.is_on(strip, Param::mute_group, group - 1) && desk.is_on(table.strip_of(kMuteGroup, group), Param::mute))
      cause.group = group;
  // The first DCA that is silent itself, whoever silenced it.
  const DcaSet dcas = muted.dca ? dcas_of(desk.show(), strip) : 0;
  for (int dca = table.count_of(kDca); dca > 0; --dca)
    if ((dcas >> (dca - 1) & 1) != 0 && muted_by(desk.show(), table.strip_of(kDca, dca)).anyone()) cause.dca = dca;
  return cause;
}

void mute_button(Frame& frame, Rect rect, TouchId id, StripIndex strip, bool is_narrow) {
  const MuteCause cause = mute_cause(frame.desk, strip);
  const Touch pointer = touch(frame.canvas, rect, id);
  press_control(frame, pointer, frame.id(strip, Param::mute));
  Canvas& canvas = frame.canvas;
  if (!cause.any()) {
    canvas.fill(rect, pointer.hovered ? theme::kRaisedHover : theme::kRaised, metrics::kButtonRadius);
    canvas.text(rect, is_narrow ? "M" : "MUTE", {Face::semi13, theme::kTextMid, theme::kRaised, Align::center});
    return;
  }
  std::string label = "M";
  canvas.fill(rect, cause.own || frame.blink_is_on() ? theme::kMute : theme::kMuteDark, metrics::kButtonRadius);
  if (!cause.own) {
    canvas.hatch(rect, theme::kMuteHatch);
    label += cause.group > 0 ? " G" + std::to_string(cause.group) : " D" + std::to_string(cause.dca);
    // The letters stand on plain red, not on stripes.
    const float width = canvas.text_width(Face::semi15, label) + 12;
    canvas.fill(rect.middle(std::min(width, rect.w), 24), theme::kMute, metrics::kButtonRadius);
  }
  canvas.text(rect, label,
              {is_narrow && !cause.own ? Face::semi11 : Face::semi15, theme::kWhite, theme::kMute, Align::center});
}

void show_strip(Frame& frame, Rect rect, StripIndex strip) {
  const bool is_selected = frame.desk.selected() == strip;
  const bool is_narrow = rect.w < metrics::kNarrowStrip;
  const Color ground = is_selected ? theme::kSelected : theme::kStrip;
  const Rect whole{rect.x, rect.y, rect.w - 1, rect.h};  // a seam of one pixel parts the strips
  const Fingers& fingers = frame.fingers;
  const StripRows rows = rows_that_fit(rect.h, fingers);
  Canvas& canvas = frame.canvas;
  canvas.fill(whole, ground);
  canvas.fill({whole.right(), rect.y, 1, rect.h}, theme::kSeam);
  rect = whole;
  canvas.fill(rect.take_top(metrics::kColorEdge), strip_color(frame, strip));
  const float edge = fingers.edge(is_narrow ? 4 : metrics::kPadding);
  show_scribble(frame, fingers.inside(rect.take_top(fingers.row(metrics::kScribble))).inset(fingers.edge(0), 0), strip,
                ground);
  show_strip_top(frame, rect.take_top(rows.top_height(fingers)), rows, strip, ground);
  if (rows.pan) {
    const Rect row = rect.take_top(fingers.row(metrics::kPanRow)).inset(edge, std::max(4.0f, fingers.gap / 2));
    if (is_in_surround(frame.desk.show(), strip))
      show_surround(frame, row, strip, ground);
    else if (frame.desk.has(strip, Param::pan))
      pan_bar(frame, row, {"pan", strip}, strip);
    if (frame.desk.table().strip(strip).kind == kDca) show_spill_key(frame, row, strip);
  }
  const auto urgent_row = [&](float design) {
    return rect.take_top(std::max(design, fingers.urgent + fingers.gap)).inset(edge, std::max(4.0f, fingers.gap / 2));
  };
  const Rect solo = urgent_row(metrics::kSoloRow);
  if (frame.desk.has(strip, Param::solo)) {
    const ControlId control = frame.id(strip, Param::solo);
    const bool is_on = frame.edits.shown(control) >= 0.5f;
    switch_button(frame, solo, {"solo", strip}, control, is_on || is_narrow ? "S" : "SOLO", theme::kSolo,
                  is_on ? Face::semi15 : Face::semi13);
  }
  mute_button(frame, urgent_row(metrics::kMuteRow), {"mute", strip}, strip, is_narrow);
  const ControlId moved = frame.desk.moved().on(strip, frame.now_s);
  const Rect foot = rect.take_bottom(metrics::kMembershipRow);
  if (moved == kNoControl || moved == frame.on_fader(strip))
    show_membership(frame, foot, strip, ground);
  else
    canvas.text(foot.inset(2, 0), control_name(frame.desk.table(), moved),
                {Face::sans11, theme::kTextMid, ground, Align::center});
  show_value(frame, fingers.inside(rect.take_bottom(fingers.row(metrics::kValueRow))), strip, moved, ground);
  rect.take_bottom(fingers.gap / 2);
  show_meter_badge(frame, rect.take_top(kMeterBadge), strip, ground);
  show_fader_and_meters(frame, rect, strip, ground);
  if (is_selected) canvas.frame(whole, theme::kAccent, 2);
}

}  // namespace headroom::display
