// One filter section as the engine runs it, six numbers to multiply by, and what it does to the sound at any
// frequency. Control thread only: sections are computed in double precision and rounded once.
#pragma once

#include <complex>

namespace headroom {

// One section of first or second order in state-space form: the topology-preserving state-variable filter
// (dynamics-eq 1.3), written so that only the *change* of each state is computed, which keeps float exact
// down to the lowest frequencies. Per frame:
//   v = x - s2;  y = m0*x + m1*s1 + m2*s2;  s1 += b*v - p*s1;  s2 += b*s1_before + d*v
// Any mixture of two sections is stable as well (see eq_section.cpp), so all six numbers may ramp together in
// straight lines at any speed.
struct EqSection {
  float b = 0, p = 0, d = 0;
  float m0 = 1, m1 = 0, m2 = 0;
};

// H(s) = (high s^2 + band s + low) / (s^2 + k s + 1) with s = j tan(pi f / sample_rate) / g, which is every
// digital second-order filter there is: `low` is its gain at 0 Hz, `high` that at half the sample rate. g and
// k are above 0.
struct SecondOrder {
  double g, k;
  double low, band, high;
};
EqSection section_of(const SecondOrder& filter);

// H(s) = (high s + low) / (s + 1), s as above; g above 0.
struct FirstOrder {
  double g;
  double low, high;
};
EqSection section_of(const FirstOrder& filter);

// The same section switched off: what goes in comes out, bit for bit. The poles stay, so that nothing sweeps
// on the way.
EqSection bypassed(EqSection section);

// Gain and phase at freq_hz (0 < freq_hz < sample_rate / 2) of exactly what the engine computes.
std::complex<double> response(const EqSection& section, double freq_hz, double sample_rate);
// The gain alone; -200 dB at the least.
double response_dB(const EqSection& section, double freq_hz, double sample_rate);

}  // namespace headroom
