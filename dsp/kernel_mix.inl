// Mixing is a matrix product: eight lanes in, eight lanes of a bus out, one gain for each pair.
#pragma once

#include "dsp/kernel_pairs.inl"
#include "dsp/kernel_value.inl"

namespace headroom {
namespace {

// To lanes first_lane ... end_lane - 1 of the bus.
template <class V, bool kMoves>
HEADROOM_INLINE void mix_into(MixGains& gains, int first_lane, int end_lane, const float* from, float* bus,
                              int frames) {
  for (int lane = first_lane; lane < end_lane; lane += Of<V>::width) {
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

template <class V, bool kMoves>
static void mix(MixGains& gains, const float* from, float* bus, int frames) {
  mix_into<V, kMoves>(gains, 0, kLanes, from, bus, frames);
}

#ifdef __AVX2__

// Half a row of one frame beside that of another.
HEADROOM_INLINE __m256 halves(const float* first, const float* second) {
  return _mm256_insertf128_ps(_mm256_castps128_ps256(_mm_load_ps(first)), _mm_load_ps(second), 1);
}

// Lane `i` of four frames, each twice: once for either side of the pair.
template <int i>
HEADROOM_INLINE Part twice(__m256 first_and_third, __m256 second_and_fourth) {
  return _mm256_shuffle_ps(first_and_third, second_and_fourth, _MM_SHUFFLE(i, i, i, i));
}

// Four frames side by side, for none waits for another.
HEADROOM_INLINE Part mix_four(const Part (&gain)[kLanes], const float* from, Part y) {
  for (int half = 0; half < 2; ++half) {
    const float* first = from + half * kLanes / 2;
    const __m256 a = halves(first, first + 2 * kLanes), b = halves(first + kLanes, first + 3 * kLanes);
    const Part* const gain_of = gain + half * kLanes / 2;
    y = y + twice<0>(a, b) * gain_of[0];
    y = y + twice<1>(a, b) * gain_of[1];
    y = y + twice<2>(a, b) * gain_of[2];
    y = y + twice<3>(a, b) * gain_of[3];
  }
  return y;
}

#endif

template <class V>
static void mix_pair(MixGains& gains, int pair, const float* from, float* bus, int frames) {
  const int lane = 2 * pair;
  int f = 0;
#ifdef __AVX2__
  Part gain[kLanes];
  for (int i = 0; i < kLanes; ++i) {
    const double both = load_pair(gains.current[i] + lane);
    gain[i] = row_of(Pairs{both, both, both, both}).part[0];
  }
  for (; f + 4 <= frames; f += 4) {
    float* sum = bus + f * kLanes + lane;
    const Pairs before = {load_pair(sum), load_pair(sum + kLanes), load_pair(sum + 2 * kLanes),
                          load_pair(sum + 3 * kLanes)};
    const Pairs after = pairs_of({mix_four(gain, from + f * kLanes, row_of(before).part[0])});
    for (int i = 0; i < 4; ++i) store_pair(sum + i * kLanes, after[i]);
  }
#endif
  mix_into<float, false>(gains, lane, lane + 2, from + f * kLanes, bus + f * kLanes, frames - f);
}

}  // namespace
}  // namespace headroom
