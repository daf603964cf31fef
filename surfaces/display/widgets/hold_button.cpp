#include "surfaces/display/widgets/hold_button.h"

#include <algorithm>
#include <numbers>

namespace headroom::display {

void hold_ring(Canvas& canvas, Point center, float radius, const Touch& pointer) {
  constexpr float kThickness = 3, kTurn = 2 * std::numbers::pi_v<float>, kTop = -kTurn / 4;
  if (!pointer.held) return;
  const float share = std::min(1.0f, pointer.held_s / kLongHold_s);
  canvas.arc(center, radius, kTop, kTop + kTurn * share, theme::kWarning, kThickness);
}

bool hold_button(Frame& frame, Rect rect, TouchId id, std::string_view label, const ButtonLook& look) {
  constexpr float kRing = 20, kThickness = 3;
  const Touch pointer = touch(frame.canvas, rect, id);
  const Color fill = look.fill == theme::kRaised && pointer.hovered ? theme::kRaisedHover : look.fill;
  frame.canvas.fill(rect, fill, metrics::kButtonRadius);
  const Rect ring = rect.take_right(kRing + 12);
  const float radius = kRing / 2 - kThickness;
  frame.canvas.circle(ring.center(), radius, theme::kTextMid, false, 1);
  hold_ring(frame.canvas, ring.center(), radius, pointer);
  frame.canvas.text(rect.inset(8, 0), label, {look.face, look.ink, fill, Align::left});
  return pointer.held_long;
}

}  // namespace headroom::display
