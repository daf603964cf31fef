// The loudness of one meter tap in EBU mode: integrated in large digits, momentary and short-term, range, true peak and
// PLR, the scale, and the last minutes. Run, reset and the target are at hand.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

// From the top as much as there is room for: integrated always, then the other numbers, the scale, the history. Larger,
// and with the maxima, where the whole panel is as high as kLoudnessPage.
void show_loudness_panel(Frame& frame, Rect rect, int tap);
inline constexpr float kLoudnessLeast = 48, kLoudnessNumbers = 44, kLoudnessScale = 38, kLoudnessHistory = 40;
inline constexpr float kLoudnessPage = 204;

// LUFS or LU, run, reset: from the right end of a heading, cut off it.
void show_loudness_buttons(Frame& frame, Rect& heading, int tap);
inline constexpr float kLoudnessHeading = 28;

}  // namespace headroom::display
