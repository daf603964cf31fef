// A half-band low-pass: it doubles a sample rate or halves it. Every other sample of the doubled signal is the original
// itself, the ones between are interpolated.
#pragma once

#include <cstddef>
#include <vector>

namespace headroom {

// The coefficients that stand beside the middle on one side, nearest first: a sample between two others is the sum over
// k of c[k] * (the k-th neighbour before + the k-th after). Kaiser window; gain 1 at 0 Hz.
std::vector<float> design_half_band(size_t neighbours, double kaiser_beta);

}  // namespace headroom
