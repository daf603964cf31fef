// How lanes of a bank come from elsewhere: planar inputs, with the guard that keeps a broken one from the desk, and
// lanes of other banks.
#pragma once

#include "dsp/kernel_table.h"
#include "dsp/lanes.h"
#include "dsp/strip_bank.h"

namespace headroom {
namespace {

HEADROOM_INLINE void interleave_frame(const float* const* lanes, float* block, int f) {
  for (int lane = 0; lane < kLanes; ++lane) block[f * kLanes + lane] = lanes[lane][f];
}

#ifndef HEADROOM_SCALAR
typedef float Quad __attribute__((vector_size(16)));

// Four frames of four lanes, turned by 90 degrees.
HEADROOM_INLINE void interleave_quad(const float* const* lanes, float* block) {
  Quad a, b, c, d;
  __builtin_memcpy(&a, lanes[0], sizeof(Quad));
  __builtin_memcpy(&b, lanes[1], sizeof(Quad));
  __builtin_memcpy(&c, lanes[2], sizeof(Quad));
  __builtin_memcpy(&d, lanes[3], sizeof(Quad));
  const Quad ab_low = __builtin_shufflevector(a, b, 0, 4, 1, 5);
  const Quad cd_low = __builtin_shufflevector(c, d, 0, 4, 1, 5);
  const Quad ab_high = __builtin_shufflevector(a, b, 2, 6, 3, 7);
  const Quad cd_high = __builtin_shufflevector(c, d, 2, 6, 3, 7);
  const Quad frame[4] = {__builtin_shufflevector(ab_low, cd_low, 0, 1, 4, 5),
                         __builtin_shufflevector(ab_low, cd_low, 2, 3, 6, 7),
                         __builtin_shufflevector(ab_high, cd_high, 0, 1, 4, 5),
                         __builtin_shufflevector(ab_high, cd_high, 2, 3, 6, 7)};
  for (int f = 0; f < 4; ++f) __builtin_memcpy(block + f * kLanes, &frame[f], sizeof(Quad));
}
#endif

template <class V>
static uint32_t gather(const float* const* lanes, float* block, int frames) {
  int f = 0;
#ifndef HEADROOM_SCALAR
  for (; f + 4 <= frames; f += 4) {
    for (int lane = 0; lane < kLanes; lane += 4) {
      const float* const four[4] = {lanes[lane] + f, lanes[lane + 1] + f, lanes[lane + 2] + f,
                                    lanes[lane + 3] + f};
      interleave_quad(four, block + f * kLanes + lane);
    }
  }
#endif
  for (; f < frames; ++f) interleave_frame(lanes, block, f);

  alignas(32) int32_t faults[kLanes];
  const V limit = Of<V>::splat(kInputLimit);
  for (int lane = 0; lane < kLanes; lane += Of<V>::width) {
    auto faulty = Of<V>::none();
    for (f = 0; f < frames; ++f) {
      const auto sound = abs(Of<V>::load(block + f * kLanes + lane)) <= limit;
      faulty = faulty | Of<V>::negate(sound);
    }
    Of<V>::store_mask(faults + lane, faulty);
  }
  uint32_t mask = 0;
  for (int lane = 0; lane < kLanes; ++lane) mask |= (faults[lane] != 0 ? 1u : 0u) << lane;
  return mask;
}

template <class V>
static void collect(const LaneChoice& choice, const float* from, float* block, int frames) {
#ifdef __AVX2__
  const __m256i lane = _mm256_load_si256(reinterpret_cast<const __m256i*>(choice.lane));
  for (int i = 0; i < frames * kLanes; i += kLanes) {
    const __m256 chosen = _mm256_permutevar8x32_ps(_mm256_load_ps(from + i), lane);
    // The sign chooses.
    _mm256_store_ps(block + i, _mm256_blendv_ps(chosen, _mm256_load_ps(block + i), _mm256_castsi256_ps(lane)));
  }
#else
  for (int lane = 0; lane < kLanes; ++lane) {
    if (choice.lane[lane] < 0) continue;
    const float* chosen = from + choice.lane[lane];
    for (int i = 0; i < frames * kLanes; i += kLanes) block[i + lane] = chosen[i];
  }
#endif
}

}  // namespace
}  // namespace headroom
