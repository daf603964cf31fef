// The sound level in the room, of a calibrated microphone: level and equivalent levels as the rules for live sound
// count them, limits, calibration and log.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

void show_sound_level_panel(Frame& frame, Rect rect);
inline constexpr float kSoundLevelPanel = 408;  // high

}  // namespace headroom::display
