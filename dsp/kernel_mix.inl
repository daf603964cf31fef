// Mixing is a matrix product: eight lanes in, eight lanes of a bus out, one gain for each pair.
#pragma once

#include "dsp/kernel_value.inl"

namespace headroom {
namespace {

template <class V, bool kMoves>
static void mix(MixGains& gains, const float* from, float* bus, int frames) {
  for (int lane = 0; lane < kLanes; lane += Of<V>::width) {
    Value<V, kMoves> gain[kLanes];
    for (int i = 0; i < kLanes; ++i) gain[i] = Value<V, kMoves>::take(gains.current[i], gains.step[i], lane);
    for (int f = 0; f < frames; ++f) {
      float* sum = bus + f * kLanes + lane;
      V y = Of<V>::load(sum);
      for (int i = 0; i < kLanes; ++i) y = y + Of<V>::splat(from[f * kLanes + i]) * gain[i].next();
      Of<V>::store(sum, y);
    }
    for (int i = 0; i < kLanes; ++i) gain[i].put_back(gains.current[i], lane);
  }
}

}  // namespace
}  // namespace headroom
