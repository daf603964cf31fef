#include "surfaces/display/widgets/fader.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "console/curve.h"

namespace headroom::display {
namespace {

// What the scale names; its distances follow from the fader law.
constexpr float kTicks_dB[] = {10, 5, 0, -5, -10, -20, -30, -40, -60};

void draw_scale(Frame& frame, Rect lane, Rect numbers, const ControlRow& row, float top, float travel, Color on) {
  constexpr float kLeastPitch = 10;
  float last_y = top - kLeastPitch;
  for (const float dB : kTicks_dB) {
    const float y = top + (1 - position_of(row, dB)) * travel;
    const bool is_unity = dB == 0;
    const float middle = lane.center().x;
    const Color color = is_unity ? theme::kTextMid : theme::kLine;
    frame.canvas.horizontal_line(middle - 12, middle + 12, y, color, is_unity ? 2.0f : 1.0f);
    const std::string words = std::to_string(static_cast<int>(std::abs(dB)));
    // On a short fader the lower numbers would run into each other: unity and what lies above it stay.
    if (frame.canvas.text_width(Face::sans11, words) > numbers.w - 4 || y - last_y < kLeastPitch) continue;
    last_y = y;
    frame.canvas.text({numbers.x, y - 7, numbers.w - 4, 14}, words,
                      {Face::sans11, is_unity ? theme::kTextHigh : theme::kTextMid, on, Align::right});
  }
}

// `owner`: the hand elsewhere that has it, as the cap says it.
void draw_cap(Frame& frame, Rect cap, bool is_held, bool is_held_elsewhere, const std::string& owner) {
  Canvas& canvas = frame.canvas;
  canvas.fill(cap.moved(0, 2), with_alpha(theme::kBlack, 0.45f), 4);
  const Color face = is_held || is_held_elsewhere ? theme::kCapHeld : theme::kCap;
  canvas.fill(cap, face, 4);
  canvas.frame(cap, is_held || is_held_elsewhere ? theme::kTextMid : theme::kCapEdge, 1, 4);
  canvas.horizontal_line(cap.x + 2, cap.right() - 2, cap.center().y - 1, theme::kWhite, 2);
  if (is_held_elsewhere && !owner.empty())
    canvas.text({cap.x, cap.y + 2, cap.w, cap.h / 2 - 4}, owner, {Face::semi13, theme::kTextHigh, face, Align::center});
}

}  // namespace

void fader(Frame& frame, Rect rect, TouchId id, ControlId control, const FaderLook& look) {
  const Rect whole = rect;
  const Rect numbers = rect.take_right(look.scale_width);
  const Rect lane = rect;
  const float cap_height = std::min(metrics::kCapHeight, lane.h / 3);
  const float travel = lane.h - cap_height;
  const float top = lane.y + cap_height / 2;

  const Touch pointer =
      touch(frame.canvas, look.touched.is_empty() ? whole : Rect{look.touched.x, whole.y, look.touched.w, whole.h}, id);
  drag_control(frame, pointer, control, Axis::vertical, travel, {lane.x, lane.center().y, lane.w, 24});

  const ControlRow& row = frame.desk.table().row(control);
  const float value = frame.edits.shown(control);
  const float middle = lane.center().x;
  draw_scale(frame, lane, numbers, row, top, travel, look.on);
  frame.canvas.fill({middle - 2, top - 4, 4, travel + 8}, theme::kWell);

  const float cap_width = std::min(look.cap_width, lane.w - 2);
  const auto cap_at = [&](float dB) {
    return Rect{middle - cap_width / 2, top + (1 - position_of(row, dB)) * travel - cap_height / 2, cap_width,
                cap_height};
  };
  if (look.offset_dB != 0) frame.canvas.frame(cap_at(value + look.offset_dB), theme::kTextLow, 1, 4);
  const bool is_held = frame.edits.is_held(control);
  draw_cap(frame, cap_at(value), is_held || pointer.hovered, frame.desk.other_holder(control).client >= 0,
           frame.desk.other_owner(control));
}

}  // namespace headroom::display
