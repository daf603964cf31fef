#include "surfaces/display/input/control_touch.h"

#include <cstdio>

#include "console/value_text.h"

namespace headroom::display {

void drag_control(Frame& frame, const Touch& touch, ControlId id, Axis axis, float travel, Rect anchor) {
  if (id == kNoControl) return;
  if (touch.double_clicked) {
    // A channel starts closed, but nobody who looks for a fader's default wants silence: it is unity.
    const bool is_fader = frame.desk.table().row(id).param == Param::fader;
    const float standard = frame.desk.table().standard_value(id);
    frame.edits.set(id, is_fader && standard <= kOff_dB ? 0.0f : standard);
    return;
  }
  if (touch.right_clicked) open_entry(frame, id, anchor);
  if (touch.wheel != 0) frame.edits.step(id, touch.wheel, touch.fine);
  if (touch.pressed) frame.edits.grab(id);
  const float way = axis == Axis::horizontal ? touch.moved.x : -touch.moved.y;
  if (touch.held && way != 0) frame.edits.move_by(id, way / travel * (touch.fine ? 0.1f : 1.0f));
  if (touch.released) frame.edits.release(id);
}

void press_control(Frame& frame, const Touch& touch, ControlId id) {
  if (touch.pressed && id != kNoControl) frame.edits.toggle(id);
}

void open_entry(Frame& frame, ControlId id, Rect anchor) {
  Entry entry;
  entry.control = id;
  entry.anchor = anchor;
  const ControlRow& row = frame.desk.table().row(id);
  const std::string now = row.unit == Unit::text ? frame.desk.show().text(id) : value_text(row, frame.edits.shown(id));
  std::snprintf(entry.typed.data(), entry.typed.size(), "%s", now.c_str());
  frame.open.entry = entry;
}

std::string shown_value(const ControlRow& row, float value, bool unit) {
  std::string text = value_text(row, value);
  if (text == "-oo") return "-∞";
  if (!unit && row.unit != Unit::choice) text.erase(std::min(text.find(' '), text.size()));
  return text;
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
