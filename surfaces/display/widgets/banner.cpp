#include "surfaces/display/widgets/banner.h"

#include "surfaces/display/widgets/button.h"

namespace headroom::display {

bool banner_key(Frame& frame, Rect& banner, float width, TouchId id, const char* words) {
  const Fingers& fingers = frame.fingers;
  const Rect place = fingers.inside(banner.take_right(fingers.size(width))).inset(fingers.any() ? 0 : 2);
  banner.take_right(fingers.gap);
  return button(frame, place, id, words, {Face::semi11, theme::kRaised, theme::kTextHigh}).pressed;
}

}  // namespace headroom::display
