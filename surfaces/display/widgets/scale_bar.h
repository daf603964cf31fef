// A level on any of the scales of model/meter_scale.h: its bar in the colours of the scale's zones, and the engraved
// marks.
#pragma once

#include "surfaces/display/frame.h"
#include "surfaces/display/model/meter_scale.h"

namespace headroom::display {

// What one lane reads on a scale.
struct ScaleReading {
  float reading, hold, highest;  // hold: NaN where the meter has none; highest since reset
};
// Of a lane, on the scale of its kind. Not for LevelKind::sample_peak, which the strip's own meter shows.
ScaleReading reading_on(const LaneReading& lane, LevelKind kind, const struct TapScales& scales);

void scale_bar(Canvas& canvas, Rect rect, const MeterScale& scale, const ScaleReading& reading);
// The marks beside a bar, right-aligned in `numbers`.
void scale_numbers(Canvas& canvas, Rect numbers, Rect bar, const MeterScale& scale, Color on);

}  // namespace headroom::display
