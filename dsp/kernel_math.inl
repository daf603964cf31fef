// Logarithm and exponential to base 2 for levels, as polynomials of plain multiplications and additions, so
// that every CPU computes the same bits. Minimax fits (Remez exchange); the bounds are checked by the tests. Their
// parts are worked out side by side (Estrin's scheme): one operation more, and half as many that wait for each other.
#pragma once

#include "dsp/lanes.h"

namespace headroom {
namespace {

// a * x + b, rounded twice, on purpose: a fused operation would differ between CPUs.
template <class V>
HEADROOM_INLINE V line(V x, float a, float b) {
  return Of<V>::splat(a) * x + Of<V>::splat(b);
}

// Absolute error below 2e-5 (0.0001 dB) for normal x > 0; exact at 1.
template <class V>
HEADROOM_INLINE V log2(V x) {
  constexpr int32_t kRootHalf = 0x3f3504f3;  // sqrt(1/2): the fraction lands in sqrt(1/2) .. sqrt(2)
  const auto exponent = (bits(x) - kRootHalf) >> 23;
  const V f = from_bits(bits(x) - (exponent << 23)) - Of<V>::splat(1.0f);
  const V f2 = f * f;
  V p = line(f, 0.25266030f, -0.39457537f) * f2 + line(f, 0.48668615f, -0.72024180f);
  return (to_float(exponent) + f * Of<V>::splat(1.44257801f)) + f2 * p;
}

// Relative error below 3e-7 for x <= 127; below -126, the value there. Exact at whole numbers.
template <class V>
HEADROOM_INLINE V exp2(V x) {
  // Adding 1.5 * 2^23 leaves the nearest whole number in the low bits of the sum.
  constexpr float kRounder = 12582912.0f;
  x = max(x, Of<V>::splat(-126.0f));
  const V rounded = x + Of<V>::splat(kRounder);
  const V r = x - (rounded - Of<V>::splat(kRounder));
  const V r2 = r * r;
  V p = line(r, 0.0013264727f, 0.0096715126f) * r2 + line(r, 0.0555073374f, 0.2402224209f);
  p = p * r2 + line(r, 0.6931469776f, 1.0f);
  return from_bits(bits(p) + (bits(rounded) << 23));
}

}  // namespace
}  // namespace headroom
