// Fractional-octave bands (IEC 61260-1:2014, base ten): an octave is a ratio of 10^0.3, one band is centred on 1 kHz
// (on either side of it when an octave has an even number of bands).
#pragma once

#include <string>
#include <vector>

namespace headroom {

struct OctaveBand {
  double centre_hz, lower_hz, upper_hz;
};

// All bands of 1/`bands_per_octave` (1..24) whose centres lie within the two frequencies, a hundredth of an octave
// aside.
std::vector<OctaveBand> octave_bands(int bands_per_octave, double lowest_hz = 20, double highest_hz = 20000);

// What the band is called: 31.5, 1250, ... of octaves and thirds; others by three digits.
double nominal_hz(int bands_per_octave, double centre_hz);

}  // namespace headroom
