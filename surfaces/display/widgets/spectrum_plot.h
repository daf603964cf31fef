// A tap's spectrum over 20 Hz...20 kHz: the bands of the real-time analyser or the FFT, what was highest, and a stored
// curve to compare with. The pointer reads it.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

void spectrum_plot(Frame& frame, Rect rect, int tap);
// What the plot shows now, to be stored as a reference.
ReferenceCurve shown_spectrum(const Frame& frame, int tap);

// The FFT over the last 30 s: time to the right, frequency upwards, light for level.
void spectrogram_plot(Frame& frame, Rect rect);

// The bands of a tap as an area behind another curve, its range that of the level bars.
void spectrum_shadow(Canvas& canvas, Rect rect, const SpectrumReading& spectrum, Color color);

}  // namespace headroom::display
