// The field page: one meter tap whole - its stereo or surround field large, its angles over time, spectrum, spectrogram
// and loudness history, its levels on any scale - and the sound level in the room.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

void show_field_page(Frame& frame, Rect rect);

// Its parts, of tap 0...kMeterTaps-1, for other pages: what is now, and below each other what was.
void show_field_and_angles(Frame& frame, Rect rect, int tap);
void show_time(Frame& frame, Rect rect, int tap);

}  // namespace headroom::display
