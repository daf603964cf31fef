#include "surfaces/display/widgets/scroll_bar.h"

#include <algorithm>

namespace headroom::display {
namespace {

constexpr float kShortestThumb = 24;
constexpr float kRowsANotch = 3;

}  // namespace

float scrolled_by(float first, Scrolled list, float notches) {
  return std::clamp(first - kRowsANotch * notches, 0.0f, static_cast<float>(list.last_first()));
}

float drawn_by(float first, Scrolled list, float drawn, float row_high) {
  return std::clamp(first - drawn / row_high, 0.0f, static_cast<float>(list.last_first()));
}

ListTouch touch_list(const Canvas& canvas, Rect rect, TouchId id, float first, Scrolled list, float row_high) {
  const Touch finger = finger_touch(canvas, rect, id);
  ListTouch touched{scrolled_by(drawn_by(first, list, finger.drawn.y, row_high), list, wheel_over(canvas, rect)),
                    std::nullopt};
  if (finger.tapped) touched.tapped = finger.at;
  return touched;
}

float scroll_bar(Canvas& canvas, Rect rect, TouchId id, float first, Scrolled list) {
  if (list.is_whole()) return 0;
  const bool is_vertical = rect.h > rect.w;
  const float length = is_vertical ? rect.h : rect.w;
  const float thumb =
      std::max(kShortestThumb, length * static_cast<float>(list.shown) / static_cast<float>(list.count));
  const float rows_a_pixel = static_cast<float>(list.last_first()) / (length - thumb);
  const auto thumb_at = [&](float row) {
    const float place = row / rows_a_pixel;
    return is_vertical ? Rect{rect.x + 3, rect.y + place, rect.w - 6, thumb}
                       : Rect{rect.x + place, rect.y + 3, thumb, rect.h - 6};
  };
  const Touch pointer = touch(canvas, rect, id);
  const auto along = [&](Point point) { return is_vertical ? point.y : point.x; };
  const Rect before = thumb_at(first);
  const float start = is_vertical ? before.y : before.x;
  const bool is_beside = along(pointer.at) < start || along(pointer.at) >= start + thumb;
  if (pointer.pressed && is_beside)
    first += along(pointer.at) < start ? -static_cast<float>(list.shown) : static_cast<float>(list.shown);
  if (pointer.held) first += along(pointer.moved) * rows_a_pixel;
  if (pointer.wheel != 0) first = scrolled_by(first, list, pointer.wheel);
  first = std::clamp(first, 0.0f, static_cast<float>(list.last_first()));
  canvas.fill(rect, theme::kApp);
  canvas.fill(thumb_at(first), pointer.hovered || pointer.held ? theme::kTextLow : theme::kLine,
              metrics::kButtonRadius);
  return first;
}

}  // namespace headroom::display
