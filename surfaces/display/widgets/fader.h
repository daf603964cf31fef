// A fader: slot, scale by the fader law, cap; an outline shows where DCAs move it to.
#pragma once

#include "surfaces/display/input/control_touch.h"

namespace headroom::display {

struct FaderLook {
  float scale_width = metrics::kFaderScale;  // 0: no numbers
  float cap_width = metrics::kCapWidth;
  Color on = theme::kStrip;  // the ground it stands on
  Rect touched{};            // what takes the pointer; empty: lane and scale
  float offset_dB = 0;       // what DCAs add; an outline shows the sum
};

// `rect` holds the lane and, at its right, the scale.
void fader(Frame& frame, Rect rect, TouchId id, ControlId control, const FaderLook& look);

}  // namespace headroom::display
