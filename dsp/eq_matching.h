// Analogue filters made digital with their curves intact up to the top of the audible band.
//
// The bilinear transform puts what an analogue filter does up to infinity below half the sample rate: its
// curves are cramped there (dynamics-eq 1.1). Here the square of the analogue frequency, in units of the
// filter's own, is
//   (f / freq_hz)^2 ~ kappa T / (1 + alpha T),   T = tan^2(pi f / sample_rate)
// with the two constants chosen so that it is exact at two frequencies; alpha = 0 would be the bilinear
// transform. |H|^2 of an analogue filter is a ratio of polynomials of that square, so it becomes a ratio of
// polynomials of T of the same order, positive wherever it was, and has a stable root. So every prototype has
// its digital filter, which moves smoothly with frequency, gain and Q, and the filter of an inverse is the
// inverse.
#pragma once

#include "dsp/eq_section.h"

namespace headroom {

// constant + linear s + square s^2 with s = j f / freq_hz; constant and square are not negative.
struct Polynomial {
  double constant, linear, square;
};

struct Prototype {
  Polynomial numerator, denominator;
};

struct FrequencyMap {
  double kappa, alpha;
};

// For low-pass, high-pass and shelves: exact at freq_hz and near the top of the band, or, where the filter is
// there itself, towards `below_ratio` (times freq_hz, at most 1), where its slope begins.
FrequencyMap map_of_slope(double freq_hz, double below_ratio, double sample_rate);

// For filters around freq_hz that depend on q (s + 1/s) alone (bell, notch, band-pass): exact at freq_hz
// itself, and with the Q corrected here at a point on the lower side and one on the upper side.
struct Resonance {
  FrequencyMap map;
  double q;
};
Resonance match_resonance(double freq_hz, double q, double sample_rate);

SecondOrder digital(const Prototype& prototype, const FrequencyMap& map);
// The same for polynomials without a square.
FirstOrder digital_first_order(const Prototype& prototype, const FrequencyMap& map);

// (f / freq_hz) at the lower edge of the band of a resonance: q = x / (1 - x^2). A bell has half its gain in
// dB there, a band-pass -3.01 dB, an all-pass -90 degrees.
double lower_edge(double q);

// tan^2(pi f / sample_rate), for 0 < f < sample_rate / 2.
double warped_square(double freq_hz, double sample_rate);

}  // namespace headroom
