// Logarithm and exponential to base 2 for levels, as polynomials of plain multiplications and additions, so that every CPU
// computes the same bits. Minimax fits (Remez exchange); the bounds are checked by the tests.
#pragma once

#include "dsp/lanes.h"

namespace headroom {
namespace {

// a * x + b, rounded twice, on purpose: a fused operation would differ between CPUs.
template <class V>
HEADROOM_INLINE V step_of_horner(V a, V x, float b) {
  return a * x + Of<V>::splat(b);
}

// Absolute error below 5e-6 (0.00003 dB) for normal x > 0; exact at 1.
template <class V>
HEADROOM_INLINE V log2(V x) {
  constexpr int32_t kRootHalf = 0x3f3504f3;  // sqrt(1/2): the fraction lands in sqrt(1/2) .. sqrt(2)
  const auto offset = bits(x) - kRootHalf;
  const auto exponent = offset >> 23;
  const V f = from_bits(bits(x) - (exponent << 23)) - Of<V>::splat(1.0f);
  V p = Of<V>::splat(-0.20659181f);
  p = step_of_horner(p, f, 0.32215482f);
  p = step_of_horner(p, f, -0.36748997f);
  p = step_of_horner(p, f, 0.47934802f);
  p = step_of_horner(p, f, -0.72113186f);
  p = step_of_horner(p, f, 1.44271348f);
  return to_float(exponent) + f * p;
}

// Relative error below 3e-7 for -126 <= x <= 126, clamped outside; exact at whole numbers.
template <class V>
HEADROOM_INLINE V exp2(V x) {
  // Adding 1.5 * 2^23 leaves the nearest whole number in the low bits of the sum.
  constexpr float kRounder = 12582912.0f;
  x = min(max(x, Of<V>::splat(-126.0f)), Of<V>::splat(126.0f));
  const V rounded = x + Of<V>::splat(kRounder);
  const V r = x - (rounded - Of<V>::splat(kRounder));
  V p = Of<V>::splat(0.0013264727f);
  p = step_of_horner(p, r, 0.0096715126f);
  p = step_of_horner(p, r, 0.0555073374f);
  p = step_of_horner(p, r, 0.2402224209f);
  p = step_of_horner(p, r, 0.6931469776f);
  p = step_of_horner(p, r, 1.0f);
  return from_bits(bits(p) + (bits(rounded) << 23));
}

}  // namespace
}  // namespace headroom
