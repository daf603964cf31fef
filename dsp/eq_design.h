// From what an engineer dials (Hz, dB, Q) to the six numbers of a filter section, and back to the curve on
// the screen. Control thread only: designs are made in double precision; the engine receives floats to
// multiply by.
#pragma once

namespace headroom {

// One second-order section in state-space form: the topology-preserving state-variable filter
// (dynamics-eq 1.3), written so that only the *change* of each state is computed, which keeps float exact
// down to the lowest frequencies. Per frame:
//   v = x - s2;  y = m0*x + m1*s1 + m2*s2;  s1 += b*v - p*s1;  s2 += b*s1_before + d*v
// with g = tan(pi f / fs), k = 1/Q, a = 1/(1 + g(g+k)): b = 2ga, p = 2g(g+k)a, d = 2gga. Any mixture of two
// designs is stable as well (see eq_design.cpp), so all six numbers may ramp together in straight lines at
// any speed.
struct EqSection {
  float b = 0, p = 0, d = 0;
  float m0 = 1, m1 = 0, m2 = 0;
};

// Frequencies are limited to 1 Hz .. 0.49 of the sample rate, Q to 0.05 .. 100, gain to -60 .. +60 dB.

// 12 dB/octave Butterworth: -3.01 dB at freq_hz.
EqSection design_high_pass(double freq_hz, double sample_rate);
// Bell; Q by the law of the RBJ cookbook: the bandwidth is measured between the points of half the gain in
// dB, boost or cut.
EqSection design_bell(double freq_hz, double gain_dB, double q, double sample_rate);
// Shelves: half of gain_dB at freq_hz; q 0.7071 is the steepest without overshoot.
EqSection design_low_shelf(double freq_hz, double gain_dB, double q, double sample_rate);
EqSection design_high_shelf(double freq_hz, double gain_dB, double q, double sample_rate);
// The same section switched off: what goes in comes out, bit for bit. The poles stay, so that nothing sweeps
// on the way.
EqSection bypassed(EqSection section);

// Gain at freq_hz (0 < freq_hz < sample_rate / 2) of exactly what the engine computes. -200 dB at the least.
double response_dB(const EqSection& section, double freq_hz, double sample_rate);

}  // namespace headroom
