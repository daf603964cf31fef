// A second-order filter in double precision, for meters: what they measure has to be right far below what is heard.
#pragma once

namespace headroom {

// Direct form: y = b0 x + b1 x1 + b2 x2 - a1 y1 - a2 y2.
struct BiquadCoefficients {
  double b0 = 1, b1 = 0, b2 = 0, a1 = 0, a2 = 0;
};

// Two channels side by side; every operation is one IEEE operation in each, whatever the other holds.
typedef double TwoChannels __attribute__((vector_size(16)));

// The state of one filter over a channel (V = double) or two (V = TwoChannels), in transposed direct form II.
template <class V>
struct BiquadState {
  V z1{}, z2{};
  V tick(const BiquadCoefficients& c, V x) {
    const V y = c.b0 * x + z1;
    z1 = c.b1 * x - c.a1 * y + z2;
    z2 = c.b2 * x - c.a2 * y;
    return y;
  }
};

}  // namespace headroom
