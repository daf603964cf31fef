#include "surfaces/display/input/control_touch.h"

#include <algorithm>
#include <cstdio>

#include "console/value_text.h"
#include "surfaces/display/model/picks.h"
#include "surfaces/display/model/source_names.h"

namespace headroom::display {

void drag_control(Frame& frame, const Touch& touch, ControlId id, Axis axis, float travel, Rect anchor) {
  if (id == kNoControl) return;
  reach(frame, id);
  point_at(frame, touch, id);
  if (touch.double_clicked) {
    // A channel starts closed, but nobody who looks for a fader's default wants silence: it is unity.
    const bool is_fader = frame.desk.table().row(id).param == Param::fader;
    const float standard = frame.desk.table().standard_value(id);
    frame.edits.set(id, is_fader && standard <= kOff_dB ? 0.0f : standard);
    return;
  }
  if (touch.right_clicked || touch.rested) open_entry(frame, id, anchor);
  if (touch.wheel != 0) frame.edits.step(id, touch.wheel, touch.fine);
  if (touch.pressed) frame.edits.grab(id, touch.hand);
  if (!frame.edits.is_held_by(touch.hand, id)) return;
  const float way = axis == Axis::horizontal ? touch.moved.x : -touch.moved.y;
  if (touch.held && way != 0) frame.edits.move_by(id, way / travel * (touch.fine ? 0.1f : 1.0f));
  // What is typed from now on is not what the finger holds.
  if (touch.released || touch.rested) frame.edits.release(id);
}

void press_control(Frame& frame, const Touch& touch, ControlId id) {
  if (id == kNoControl) return;
  reach(frame, id);
  point_at(frame, touch, id);
  if (touch.pressed) frame.edits.toggle(id);
}

void reach(Frame& frame, ControlId id) {
  if (frame.reached) frame.reached->push_back(id);
}

void point_at(Frame& frame, const Touch& touch, ControlId id) {
  if (touch.hovered) frame.open.pointed = id;
}

void open_entry(Frame& frame, ControlId id, Rect anchor) {
  Entry entry;
  entry.control = id;
  entry.anchor = anchor;
  const Table& table = frame.desk.table();
  const std::string now =
      table.row(id).unit == Unit::text ? frame.desk.show().text(id) : value_text(table, id, frame.edits.shown(id));
  std::snprintf(entry.typed.data(), entry.typed.size(), "%s", now.c_str());
  frame.open.entry = entry;
  frame.open.picks.reset();  // a finger that rests on it wants to type
}

void open_picks(Frame& frame, ControlId id, Rect anchor) {
  PickList list;
  list.control = id;
  list.anchor = anchor;
  const std::vector<Pick> picks = picks_of(frame.desk, id);
  const float now = frame.edits.shown(id);
  const auto set = std::find_if(picks.begin(), picks.end(), [&](const Pick& pick) { return pick.value == now; });
  list.marked = set == picks.end() ? 0 : static_cast<int>(set - picks.begin());
  frame.open.picks = list;
}

std::string shown_value(const ControlRow& row, float value, bool unit) {
  std::string text = value_text(row, value);
  if (text == "-oo") return "-∞";
  if (unit || row.unit == Unit::choice) return text;
  // A thousand times more is no unit that may go; a digit may.
  if (text.ends_with(" kHz")) {
    char thousands[16];
    std::snprintf(thousands, sizeof thousands, "%.1fk", static_cast<double>(value) / 1000);
    return thousands;
  }
  text.erase(std::min(text.find(' '), text.size()));
  return text;
}

std::string shown_value(const DeskCopy& desk, ControlId id, float value, bool unit) {
  const Table& table = desk.table();
  const ControlRow& row = table.row(id);
  switch (row.unit) {
    case Unit::strip:
      if (table.is_no_strip(id, value)) return "none";
      return desk.show().strip_name(static_cast<StripIndex>(value));
    case Unit::input: return input_name(value);
    case Unit::key: return key_name(desk, value);
    case Unit::tap: return tap_name(desk, value);
    case Unit::scene: return scene_name(desk, value);
    default: return shown_value(row, value, unit);
  }
}

std::string signed_dB(float dB, bool unit) {
  char text[32];
  // What rounds to zero has no sign.
  const bool is_zero = dB > -0.05f && dB < 0.05f;
  std::snprintf(text, sizeof text, is_zero ? "%.1f%s" : "%+.1f%s", is_zero ? 0.0 : static_cast<double>(dB),
                unit ? " dB" : "");
  return text;
}

}  // namespace headroom::display
