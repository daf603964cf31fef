// Travel to value and back: what a fader, knob or mouse moves (position 0...1) against what is stored (natural units).
#pragma once

#include "console/control_row.h"

namespace headroom {

// position is clamped to 0...1; the result lies in the row's range and on its grid (whole numbers for Curve::steps).
// Fader law: the four segments X32 remotes expect; position 0 is off.
float value_at(const ControlRow& row, float position);

// The position 0...1 of a value; inverse of value_at.
float position_of(const ControlRow& row, float value);

// The nearest value the row can hold: inside the range, whole where the row is, off below the fader's floor.
// NaN becomes the row's default.
float nearest_value(const ControlRow& row, float value);

// dB to linear gain; at and below kOff_dB the gain is exactly 0.
float gain_of_dB(float dB);

// To the nearest whole frame.
int frames_of_ms(float time_ms, double sample_rate);

}  // namespace headroom
