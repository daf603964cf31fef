#include "surfaces/display/widgets/lock_key.h"

#include <algorithm>
#include <numbers>

#include "console/lock.h"
#include "surfaces/display/widgets/hold_button.h"

namespace headroom::display {
namespace {

constexpr float kPi = std::numbers::pi_v<float>;

// A padlock; its bow stands open or is shut.
void padlock(Canvas& canvas, Point center, bool is_shut, Color ink) {
  const Rect body{center.x - 7, center.y - 1, 14, 10};
  const float lift = is_shut ? 0.0f : 3.0f;
  canvas.arc({center.x, body.y - 2 - lift}, 4.5f, -kPi, 0, ink, 2);
  canvas.vertical_line(center.x - 4.5f, body.y - 2 - lift, body.y + 1, ink, 2);
  if (is_shut) canvas.vertical_line(center.x + 4.5f, body.y - 2, body.y + 1, ink, 2);
  canvas.fill(body, ink, 2);
}

}  // namespace

void lock_key(Frame& frame, Rect rect, TouchId id) {
  const ControlId control = frame.id(frame.desk.desk(), Param::lock);
  const Lock lock = lock_of(frame.desk.show());
  const bool is_open = lock == Lock::open;
  const Touch pointer = touch(frame.canvas, rect, id);
  reach(frame, control);
  point_at(frame, pointer, control);
  const auto turn = [&](Lock to) { frame.edits.set(control, static_cast<float>(to)); };
  if (pointer.held_long) turn(is_open ? Lock::full : Lock::open);
  if (pointer.released && pointer.held_s < kLongHold_s && is_open) turn(Lock::structure);
  // A shut lock is a fact, not a warning: only that of everything stands out.
  const Color fill = lock == Lock::full ? theme::kSafe : pointer.hovered ? theme::kRaisedHover : theme::kRaised;
  const Color ink = lock == Lock::full ? theme::kInk : is_open ? theme::kTextMid : theme::kTextHigh;
  frame.canvas.fill(rect, fill, metrics::kButtonRadius);
  padlock(frame.canvas, rect.center(), !is_open, ink);
  hold_ring(frame.canvas, rect.center(), std::min(rect.w, rect.h) / 2 - 1, pointer);
}

}  // namespace headroom::display
