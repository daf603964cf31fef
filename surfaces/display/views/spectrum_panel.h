// The spectrum of a meter tap with all that it can be asked: bands or FFT, window, averaging, slope, hold, reference;
// and its spectrogram.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

void show_spectrum_panel(Frame& frame, Rect rect, int tap);
void show_spectrogram_panel(Frame& frame, Rect rect);

}  // namespace headroom::display
