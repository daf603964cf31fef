// Level meters on the IEC scale: the body up to the RMS level, bright up to the peak, a line where the peak was, and a
// block that stays on top once full scale was reached.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

enum class MeterBody {
  peak_and_rms,  // dark up to the RMS level, bright from there to the peak
  peak_only,
};

// Height 0...1 of the IEC scale as y within `rect`.
float meter_y(Rect rect, float dB);
// One bar in its well.
void level_bar(Canvas& canvas, Rect rect, const LevelMeter& meter, MeterBody body);
// Both bars of a strip: left and right of a stereo strip; input and level of a mono one. A click clears the over block,
// Alt-click every strip's.
void strip_meter(Frame& frame, Rect rect, StripIndex strip);
// Small marks at the zones' edges, for eyes that do not tell the colours apart.
void meter_ticks(Canvas& canvas, Rect rect);
// The numbers beside a meter, right-aligned: +6 ... -60.
void meter_numbers(Canvas& canvas, Rect numbers, Rect meter, Color on);
// A bar of gain reduction, growing down from the top or left from the right end; full at 24 dB.
void reduction_bar(Canvas& canvas, Rect rect, float gain_dB, bool horizontal);
// All strips of a layer as thin bars, in zone colours.
void mini_meters(Frame& frame, Rect rect, const std::vector<StripIndex>& strips);

}  // namespace headroom::display
