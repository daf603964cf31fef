// Loudness as pictures: the scale of EBU mode with momentary and short-term loudness as bars, and the last minutes as a
// strip. Loudness has a hue of its own, which no level has.
#pragma once

#include <deque>

#include "surfaces/display/frame.h"
#include "surfaces/display/model/tap_scales.h"

namespace headroom::display {

// What is too loud: a short-term loudness more than 5 LU above the target (EBU R 128 s1), a true peak above -1 dBTP (R
// 128).
inline constexpr float kMostShortTerm_LU = 5, kMostTruePeak_dBTP = -1;

// M thick, S thin, their highest as ticks, I as a mark on the target's side; numbers below.
void loudness_bars(Frame& frame, Rect rect, const TapScales& scales, const LoudnessReading& loudness);

// Short-term loudness over the last `seconds`, momentary as its shadow; what is too loud in orange, with a mark on top
// for true peaks. `with_times`: the time of day, below.
void loudness_history(Frame& frame, Rect rect, const TapScales& scales, const std::deque<MeterHistory>& history,
                      int seconds, bool with_times);

}  // namespace headroom::display
