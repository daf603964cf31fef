// How lanes of a bank come from elsewhere: planar inputs, with the guard that keeps a broken one from the desk, and
// lanes of other banks.
#pragma once

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

#ifdef __AVX2__
// Where lanes lie in rows of eight, as those of a bank do: the row of the first lane, and another one if need be.
struct RowLanes {
  const float *first, *second;
  alignas(32) int32_t lane[kLanes];
  alignas(32) int32_t is_in_second[kLanes];
};

// False where the lanes lie in more than two banks.
HEADROOM_INLINE bool find_rows(const float* const* lanes, RowLanes& rows) {
  const auto lane_of = [](const float* at) { return static_cast<int32_t>(reinterpret_cast<uintptr_t>(at) / 4 % kLanes); };
  rows.first = rows.second = lanes[0] - lane_of(lanes[0]);
  for (int i = 0; i < kLanes; ++i) {
    rows.lane[i] = lane_of(lanes[i]);
    const float* row = lanes[i] - rows.lane[i];
    rows.is_in_second[i] = row != rows.first ? -1 : 0;
    if (row == rows.first || row == rows.second) continue;
    if (rows.second != rows.first) return false;
    rows.second = row;
  }
  return true;
}

HEADROOM_INLINE void collect_rows(const RowLanes& rows, float* block, int frames) {
  const __m256i lane = _mm256_load_si256(reinterpret_cast<const __m256i*>(rows.lane));
  const __m256 is_in_second = _mm256_load_ps(reinterpret_cast<const float*>(rows.is_in_second));
  for (int i = 0; i < frames * kLanes; i += kLanes) {
    const __m256 first = _mm256_permutevar8x32_ps(_mm256_load_ps(rows.first + i), lane);
    const __m256 second = _mm256_permutevar8x32_ps(_mm256_load_ps(rows.second + i), lane);
    _mm256_store_ps(block + i, _mm256_blendv_ps(first, second, is_in_second));
  }
}
#endif

template <class V>
static void collect(const float* const* lanes, float* block, int frames) {
#ifdef __AVX2__
  // A key that a whole bank hears, or some of its lanes while the others hear themselves: a row at a time.
  RowLanes rows;
  if (find_rows(lanes, rows)) return collect_rows(rows, block, frames);
#endif
#ifndef HEADROOM_SCALAR
  for (int lane = 0; lane < kLanes; lane += 4) {
    const float *a = lanes[lane], *b = lanes[lane + 1], *c = lanes[lane + 2], *d = lanes[lane + 3];
    for (int i = 0; i < frames * kLanes; i += kLanes) {
      const Quad quad = {a[i], b[i], c[i], d[i]};
      __builtin_memcpy(block + i + lane, &quad, sizeof(Quad));
    }
  }
#else
  for (int lane = 0; lane < kLanes; ++lane)
    for (int i = 0; i < frames * kLanes; i += kLanes) block[i + lane] = lanes[lane][i];
#endif
}

}  // namespace
}  // namespace headroom
