// The filter of minimum phase that has a wanted magnitude: it does what must be done to each frequency as early as any
// filter can (by the real cepstrum; Oppenheim and Schafer). Not for the audio thread.
#pragma once

#include <span>
#include <vector>

namespace headroom {

// `magnitudes` (linear, above zero) of bins 0 to frames / 2, evenly spaced from 0 Hz to half the sample rate; `frames`
// as RealFft takes it. Returns `frames` taps; the first of them hold nearly all, where the magnitudes are smooth.
std::vector<float> minimum_phase_filter(std::span<const float> magnitudes, int frames);

}  // namespace headroom
