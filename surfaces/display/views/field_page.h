// The field page: one meter tap whole - its stereo or surround field large, its angles over time, spectrum, spectrogram and
// loudness history, its levels on any scale - and the sound level in the room.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

void show_field_page(Frame& frame, Rect rect);

}  // namespace headroom::display
