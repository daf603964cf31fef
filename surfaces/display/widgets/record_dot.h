// The sign of what is recorded: a ring when armed, filled when it runs, so that no colour alone says it.
#pragma once

#include "surfaces/display/draw/canvas.h"

namespace headroom::display {

inline void record_dot(Canvas& canvas, Point center, float radius, bool is_running, Color color = theme::kRecord) {
  canvas.circle(center, is_running ? radius : radius - 1, color, is_running, 2);
}

}  // namespace headroom::display
