// The screen as people meet it: what a hand does with the mouse in front of a real window of the desk, from outside the
// program, and how it sees that the window has heard of it.
#pragma once

#include <algorithm>

#include "surfaces/display/draw/theme.h"
#include "surfaces/display/views/page.h"
#include "tests/running_desk.h"
#include "tests/wait_until.h"
#include "tests/x_screen.h"

namespace headroom::display {

// How many screens show the desk as it is.
inline int screens_at(const RunningDesk& desk, LinkClient& link) {
  int count = 0;
  for (const LinkClient::Peer& peer : link.peers())
    count += peer.kind == ClientKind::display && peer.lamp == Lamp::in_step;
  return desk.process_of(ClientKind::display) > 0 ? count : 0;
}

// A hand in front of the window, by night.
class WindowHand {
 public:
  // `rest`: a place that lights up under a pointer that holds nothing.
  WindowHand(XScreen& screen, Point rest) : screen_(screen), rest_(rest) {}

  // True once the window shows that colour there.
  bool shows(Point at, Color color) const {
    return wait_until([&] { return shows_now(at, color); });
  }

  bool shows_now(Point at, Color color) const {
    const Rgba rgba = theme::kNight.of(color);
    const unsigned wanted = (rgba & 0xFF) << 16 | (rgba & 0xFF00) | (rgba >> 16 & 0xFF);
    return screen_.color_at(static_cast<int>(at.x), static_cast<int>(at.y)) == wanted;
  }

  // Presses at a place until `is_done`, and lets go: the window has seen that when the place of rest, dark by then,
  // lights up.
  template <class Condition>
  bool press_until(Point at, Condition is_done) {
    screen_.move(at.x, at.y);
    screen_.button(true);
    const bool done = wait_until(is_done) && wait_until([&] { return !shows_now(rest_, theme::kRaised); });
    screen_.button(false);
    screen_.move(rest_.x, rest_.y);
    return shows(rest_, theme::kRaised) && done;
  }

  // Takes hold of a control at a place, and pulls it step by step until the desk knows.
  bool drag(LinkClient& link, ControlId control, Point from, Point by) {
    constexpr float kSteps = 500;
    const float before = link.value(control);
    float step = 0;
    return press_until(from, [&] {
      step = std::min(step + 1, kSteps);
      screen_.move(from.x + by.x * step / kSteps, from.y + by.y * step / kSteps);
      return link.value(control) != before;
    });
  }

 private:
  XScreen& screen_;
  Point rest_;
};

}  // namespace headroom::display
