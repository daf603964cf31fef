// K-weighting (ITU-R BS.1770-5 Annex 1): a shelf for the head's effect and a high-pass, so that a mean square says how
// loud a programme is.
#pragma once

#include <vector>

#include "dsp/loudspeakers.h"
#include "dsp/meters/biquad.h"

namespace headroom {

// Designed for any sample rate from the analogue prototypes that give the published coefficients at 48 kHz; the
// response stays that of 48 kHz within 0.01 dB to 20 kHz.
struct KWeighting {
  BiquadCoefficients shelf;      // stage 1
  BiquadCoefficients high_pass;  // stage 2: RLB
};
KWeighting design_k_weighting(double sample_rate);

// What a loudspeaker counts for in the loudness of a programme, by its direction (BS.1770-5 Annex 3): 1.41 in the ear's
// height (below 30 degrees) and to the side (60 to 120 degrees), 1 elsewhere. An LFE counts nothing: weight 0.
double loudness_weight(double azimuth_deg, double elevation_deg);
// The same of all loudspeakers of a layout, in their order.
std::vector<double> loudness_weights(SpeakerLayout layout);

}  // namespace headroom
