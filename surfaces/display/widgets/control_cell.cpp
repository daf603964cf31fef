#include "surfaces/display/widgets/control_cell.h"

#include <algorithm>
#include <cmath>

#include "console/curve.h"
#include "surfaces/display/model/picks.h"
#include "surfaces/display/model/source_names.h"
#include "surfaces/display/widgets/button.h"
#include "surfaces/display/widgets/lock_key.h"

namespace headroom::display {
namespace {

constexpr float kTrack = 2;  // height of the mark of where a value stands

// The state's own colour where there is one; a colour means one thing.
Color lit_color(const ControlRow& row) {
  switch (row.param) {
    case Param::mute: return theme::kMute;
    case Param::solo: return theme::kSolo;
    case Param::arm:
    case Param::record: return theme::kRecord;
    case Param::safe_fader:
    case Param::safe_mute:
    case Param::safe_eq:
    case Param::safe_dynamics:
    case Param::safe_sends:
    case Param::safe_patch:
    case Param::safe_name: return theme::kSafe;
    case Param::polarity:
    case Param::dim:
    case Param::solo_arm:
    case Param::gate_key_listen:
    case Param::comp_key_listen:
    case Param::deess_listen:
    case Param::osc_on: return theme::kWarning;
    default: return theme::kAccent;
  }
}

bool is_bipolar(const ControlRow& row) { return row.min < 0 && row.max > 0 && row.curve == Curve::linear; }

void show_track(Frame& frame, Rect rect, ControlId control) {
  const ControlRow& row = frame.desk.table().row(control);
  const float place = position_of(row, frame.edits.shown(control));
  const float from = is_bipolar(row) ? position_of(row, 0) : 0;
  const Rect track{rect.x, rect.bottom() - kTrack, rect.w, kTrack};
  frame.canvas.fill(track, theme::kWell);
  frame.canvas.fill({track.x + track.w * std::min(from, place), track.y, track.w * std::abs(place - from), track.h},
                    theme::kAccent);
}

// A click goes on to the next word, after the last to the first.
void show_choice(Frame& frame, Rect rect, ControlId control) {
  const ControlRow& row = frame.desk.table().row(control);
  const Touch pointer =
      button(frame, rect, {"cell", control}, shown_value(frame.desk, control, frame.edits.shown(control)),
             {Face::sans11, theme::kRaised, theme::kTextHigh});
  point_at(frame, pointer, control);
  if (pointer.right_clicked || pointer.rested) open_entry(frame, control, rect);
  if (pointer.wheel != 0) frame.edits.step(control, pointer.wheel, pointer.fine);
  if (pointer.pressed) frame.edits.set(control, std::fmod(frame.edits.shown(control) + 1, row.max + 1));
}

void show_text(Frame& frame, Rect rect, ControlId control) {
  const std::string& words = frame.desk.show().text(control);
  const Touch pointer = button(frame, rect, {"cell", control}, words.empty() ? "-" : words,
                               {Face::sans11, theme::kRaised, words.empty() ? theme::kTextMid : theme::kTextHigh});
  point_at(frame, pointer, control);
  if (pointer.pressed || pointer.right_clicked) open_entry(frame, control, rect);
}

void show_color(Frame& frame, Rect rect, ControlId control) {
  const auto color = static_cast<size_t>(frame.edits.shown(control));
  const Touch pointer =
      button(frame, rect, {"cell", control}, shown_value(frame.desk, control, frame.edits.shown(control)),
             lit(theme::kStripColors[color], theme::kInk, Face::semi11));
  point_at(frame, pointer, control);
  if (pointer.pressed || pointer.right_clicked)
    frame.open.strip_menu = StripMenu{frame.desk.table().control(control).strip, pointer.at};
}

}  // namespace

float cell_width(const ControlRow& row) {
  switch (row.unit) {
    case Unit::on_off: return 52;
    case Unit::q: return 44;
    case Unit::pan: return 44;
    case Unit::text:
    case Unit::strip:
    case Unit::scene:
    case Unit::key: return 104;
    case Unit::tap: return 128;
    case Unit::choice: return 88;
    case Unit::action: return 112;
    default: return 72;
  }
}

void pick_button(Frame& frame, Rect rect, TouchId id, ControlId control) {
  reach(frame, control);
  const float value = frame.edits.shown(control);
  const Unit unit = frame.desk.table().row(control).unit;
  const bool is_input = unit == Unit::input;
  // Zero is none, or the strip itself: nothing that the eye should stop at.
  const bool is_plain = value == 0 && (is_input || unit == Unit::key || unit == Unit::tap || unit == Unit::scene);
  const bool is_missing = is_input && is_missing_input(frame.desk.status(), value);
  const Color ink = is_missing ? theme::kWarning : is_plain ? theme::kTextMid : theme::kTextHigh;
  const Touch pointer =
      button(frame, rect, id, shown_value(frame.desk, control, value), {Face::semi11, theme::kRaised, ink});
  point_at(frame, pointer, control);
  if (pointer.right_clicked || pointer.rested) open_entry(frame, control, rect);
  if (pointer.pressed) open_picks(frame, control, rect);
}

void control_value(Frame& frame, Rect rect, ControlId control) {
  reach(frame, control);
  const ControlRow& row = frame.desk.table().row(control);
  const Rect inner = frame.fingers.any() ? rect.middle(rect.w, frame.fingers.target) : rect.inset(0, 1);
  if (row.param == Param::color) return show_color(frame, inner, control);
  if (row.param == Param::lock) return lock_key(frame, inner, {"cell", control});
  if (has_picks(row)) return pick_button(frame, inner, {"cell", control}, control);
  switch (row.unit) {
    case Unit::text: return show_text(frame, inner, control);
    case Unit::choice: return show_choice(frame, inner, control);
    case Unit::on_off: {
      const bool is_on = frame.edits.shown(control) >= 0.5f;
      switch_button(frame, inner, {"cell", control}, control, is_on ? "ON" : "off", lit_color(row), Face::semi11);
      return;
    }
    case Unit::action: {
      const Touch pointer =
          button(frame, inner, {"cell", control}, row.name, {Face::semi11, theme::kRaised, theme::kTextHigh});
      point_at(frame, pointer, control);
      if (pointer.pressed) frame.edits.act(control);
      return;
    }
    default:
      value_field(frame, inner, {"cell", control}, control,
                  {Face::mono12, theme::kTextHigh, theme::kPanel, Align::right},
                  is_bipolar(row) && row.unit == Unit::dB);
      if (row.curve != Curve::steps) show_track(frame, inner, control);
  }
}

void control_cell(Frame& frame, Rect rect, ControlId control, std::string_view label) {
  const float width = frame.fingers.size(std::max(72.0f, cell_width(frame.desk.table().row(control))));
  const Rect value = rect.take_right(width);
  // A button says itself what it does.
  if (frame.desk.table().row(control).unit != Unit::action)
    frame.canvas.text(rect, label, {Face::sans13, theme::kTextMid, theme::kPanel});
  control_value(frame, value, control);
}

void gain_slider(Frame& frame, Rect rect, ControlId control, std::string_view label) {
  Canvas& canvas = frame.canvas;
  const ControlRow& row = frame.desk.table().row(control);
  canvas.text(rect.take_bottom(16), label, {Face::sans11, theme::kTextMid, theme::kPanel, Align::center});
  const Rect number = rect.take_top(16);
  const Touch pointer = touch(canvas, rect, {"slider", control});
  drag_control(frame, pointer, control, Axis::vertical, rect.h, rect);
  const float value = frame.edits.shown(control);
  const Rect well = rect.middle(8, rect.h);
  const float middle = well.bottom() - well.h * position_of(row, 0),
              place = well.bottom() - well.h * position_of(row, value);
  canvas.fill(well, theme::kWell);
  canvas.fill({well.x, std::min(middle, place), well.w, std::abs(place - middle)}, theme::kAccent);
  canvas.horizontal_line(well.x - 4, well.right() + 4, middle, theme::kTextOff);
  const bool is_in_hand = pointer.hovered || pointer.held;
  canvas.fill({well.x - 4, place - 2, well.w + 8, 4}, is_in_hand ? theme::kWhite : theme::kTextMid);
  canvas.text(number, signed_dB(value, false),
              {Face::mono11, is_in_hand ? theme::kTextHigh : theme::kTextMid, theme::kPanel, Align::center});
}

}  // namespace headroom::display
