#include "surfaces/display/widgets/stepper.h"

#include <algorithm>

namespace headroom::display {

bool stepper(Frame& frame, Rect rect, TouchId id, std::string_view shown, int& value, int least, int most, int step) {
  const float width = frame.fingers.size(32);
  const ButtonLook look{Face::semi15, theme::kRaised, theme::kTextHigh};
  const Touch less = button(frame, rect.take_left(width), {id.place, 4 * id.number}, "-", look);
  const Touch more = button(frame, rect.take_right(width), {id.place, 4 * id.number + 1}, "+", look);
  rect = rect.inset(frame.fingers.gap, 0);
  const Touch middle = touch(frame.canvas, rect, {id.place, 4 * id.number + 2});
  frame.canvas.text(rect, shown, {Face::mono13, theme::kTextHigh, theme::kPanel, Align::center});
  const int notches = static_cast<int>(less.wheel + more.wheel + middle.wheel) + more.pressed - less.pressed;
  const int before = value;
  value = std::clamp(value + notches * step, least, most);
  return value != before;
}

}  // namespace headroom::display
