// From what an engineer dials (Hz, dB, Q) to the filter sections the engine runs. Control thread only; a
// section costs about 0.2 microseconds.
//
// The curves are those of the analogue prototypes up to 20 kHz (eq_matching.h says how). Largest error in dB
// from 20 Hz to 20 kHz for any freq_hz in that range, held by tests/test_eq_design.cpp:
//                                              at 44.1 kHz   48 kHz   from 88.2 kHz
//   bell, Q 0.1..20, to 12 dB                         0.32     0.17     0.01
//   bell, Q 0.1..20, 18 dB                            0.45     0.27     0.02
//   shelf to 12 dB, q to 0.75                         0.4      0.25     0.02
//   shelf to 12 dB, q to 2                            0.85     0.5      0.03
//   shelf to 12 dB, q to 20: resonances above 10 kHz  8        4.6      0.25
//   low-pass of 24 dB per octave, down to -20 dB      1.1      0.7      0.05
//   notch down to -20 dB                              1.2      0.7      0.03
//   band-pass down to -20 dB                          1.8      1.2      0.06
// The phase is ahead of the prototype's by at most 0.42 frames of delay per order (shelves with q above 2:
// 0.56 in all): what the prototype does above half the sample rate is missing, and so is the phase that comes
// with it.
#pragma once

#include <array>

#include "dsp/eq_section.h"

namespace headroom {

// Frequencies are limited to 1 Hz .. 0.49 of the sample rate, Q to 0.05 .. 100, gain to -60 .. +60 dB.

// Butterworth of 6, 12, 18 or 24 dB per octave (other slopes: the nearest of these): -3.01 dB at freq_hz.
// Where one section does it, the second is bypassed and keeps poles at freq_hz for the day it is needed.
std::array<EqSection, 2> design_high_pass(double freq_hz, int slope_dB_per_octave, double sample_rate);
std::array<EqSection, 2> design_low_pass(double freq_hz, int slope_dB_per_octave, double sample_rate);

// Bell; Q by the law of the RBJ cookbook: the bandwidth is measured between the points of half the gain in
// dB, boost or cut.
EqSection design_bell(double freq_hz, double gain_dB, double q, double sample_rate);
// Shelves: half of gain_dB at freq_hz; q 0.7071 is the steepest without overshoot.
EqSection design_low_shelf(double freq_hz, double gain_dB, double q, double sample_rate);
EqSection design_high_shelf(double freq_hz, double gain_dB, double q, double sample_rate);

// Q is freq_hz over the bandwidth between the points of -3.01 dB.
EqSection design_notch(double freq_hz, double q, double sample_rate);      // silence at freq_hz
EqSection design_band_pass(double freq_hz, double q, double sample_rate);  // 0 dB at freq_hz
EqSection design_all_pass(double freq_hz, double q,
                          double sample_rate);  // -180 degrees at freq_hz, 0 dB everywhere

}  // namespace headroom
