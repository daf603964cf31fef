// From the 31 sliders of a graphic equaliser to its 31 filter sections. Neighbouring bells overlap, so what a
// slider asks for is not what its bell alone should do: the gains are solved so that the *summed* curve
// passes through the sliders. Control thread only; about 15 microseconds for all bands.
#pragma once

#include <span>

#include "dsp/eq_section.h"

namespace headroom {

inline constexpr int kGraphicEqBands = 31;

// Centre of band 0..30: thirds of an octave from 20 Hz to 20 kHz, by IEC 61260-1 clause 5.4 (base ten): 1000
// * 10^(n/10). The preferred numbers of ISO 266 on the panel (20, 25, 31.5 ...) are these, rounded.
double graphic_eq_centre_hz(int band);

enum class GraphicEqKind {
  constant_q,      // every bell has Q 3.2 (by the law of design_bell) at any gain
  proportional_q,  // Q rises with the bell's gain from 1.6 at 0 dB to 3.2 at 12 dB and above: small moves are
                   // broad
};

// `gain_dB`: 31 sliders, -15..+15 (limited to that). `sections`: room for 31, in the order of the bands. The
// summed curve passes through every slider at its centre within 0.6 dB at 44.1 kHz, 0.4 dB at 48 kHz and
// 0.2 dB from 88.2 kHz on. A band that has nothing to do is bypassed exactly, and so is one that the sample
// rate has no room for (centre above 0.49 of it).
void design_graphic_eq(std::span<const float> gain_dB, GraphicEqKind kind, double sample_rate,
                       std::span<EqSection> sections);

}  // namespace headroom
