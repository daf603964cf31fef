// Points and rectangles in logical pixels (screen.md section 2): origin top left, y downwards.
#pragma once

#include <algorithm>

namespace headroom::display {

struct Point {
  float x = 0, y = 0;
};

struct Rect {
  float x = 0, y = 0, w = 0, h = 0;

  float right() const { return x + w; }
  float bottom() const { return y + h; }
  Point center() const { return {x + w / 2, y + h / 2}; }
  bool contains(Point p) const { return p.x >= x && p.x < right() && p.y >= y && p.y < bottom(); }
  bool is_empty() const { return w <= 0 || h <= 0; }
  Rect inset(float dx, float dy) const {
    return {x + dx, y + dy, std::max(0.0f, w - 2 * dx), std::max(0.0f, h - 2 * dy)};
  }
  Rect inset(float d) const { return inset(d, d); }
  Rect moved(float dx, float dy) const { return {x + dx, y + dy, w, h}; }
  // A rectangle of that size in the middle of this one.
  Rect middle(float width, float height) const { return {x + (w - width) / 2, y + (h - height) / 2, width, height}; }

  // Cut a piece off one side and return it; this rectangle keeps the rest. Pages are laid out this way.
  Rect take_top(float height) {
    const float taken = std::min(h, height);
    const Rect piece{x, y, w, taken};
    y += taken, h -= taken;
    return piece;
  }
  Rect take_bottom(float height) {
    const float taken = std::min(h, height);
    h -= taken;
    return {x, y + h, w, taken};
  }
  Rect take_left(float width) {
    const float taken = std::min(w, width);
    const Rect piece{x, y, taken, h};
    x += taken, w -= taken;
    return piece;
  }
  Rect take_right(float width) {
    const float taken = std::min(w, width);
    w -= taken;
    return {x + w, y, taken, h};
  }
  // Column or row `index` of `count` equal ones with a gap between.
  Rect column(int index, int count, float gap = 0) const {
    const float width = (w - gap * static_cast<float>(count - 1)) / static_cast<float>(count);
    return {x + static_cast<float>(index) * (width + gap), y, width, h};
  }
  Rect row(int index, int count, float gap = 0) const {
    const float height = (h - gap * static_cast<float>(count - 1)) / static_cast<float>(count);
    return {x, y + static_cast<float>(index) * (height + gap), w, height};
  }
};

}  // namespace headroom::display
