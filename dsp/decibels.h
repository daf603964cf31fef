// Between linear amplitudes and decibels. Not for the audio thread's inner loops.
#pragma once

#include <cmath>

namespace headroom {

// Decibels of an amplitude above 1; -infinity for silence.
inline double level_dB(double linear) { return 20 * std::log10(linear); }
inline float level_dB(float linear) { return 20 * std::log10(linear); }

inline double linear_of_dB(double level_dB) { return std::pow(10.0, level_dB / 20); }

}  // namespace headroom
