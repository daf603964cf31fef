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

constexpr int kTurned = 4;  // frames that are turned at a time

// kTurned frames of lane `lane` - in a register of eight, beside those of lane + 4.
HEADROOM_INLINE Part load_frames(const float* const* lanes, int lane, int f) {
#ifdef __AVX2__
  return _mm256_insertf128_ps(_mm256_castps128_ps256(_mm_loadu_ps(lanes[lane] + f)), _mm_loadu_ps(lanes[lane + 4] + f),
                              1);
#else
  Part frames;
  __builtin_memcpy(&frames, lanes[lane] + f, sizeof(frames));
  return frames;
#endif
}

// One number of each in turn, of the lower and of the higher halves of every four.
HEADROOM_INLINE Part low_ones(Part a, Part b) {
#ifdef __AVX2__
  return __builtin_shufflevector(a, b, 0, 8, 1, 9, 4, 12, 5, 13);
#else
  return __builtin_shufflevector(a, b, 0, 4, 1, 5);
#endif
}
HEADROOM_INLINE Part high_ones(Part a, Part b) {
#ifdef __AVX2__
  return __builtin_shufflevector(a, b, 2, 10, 3, 11, 6, 14, 7, 15);
#else
  return __builtin_shufflevector(a, b, 2, 6, 3, 7);
#endif
}
// The same for two numbers at a time.
HEADROOM_INLINE Part low_twos(Part a, Part b) {
#ifdef __AVX2__
  return __builtin_shufflevector(a, b, 0, 1, 8, 9, 4, 5, 12, 13);
#else
  return __builtin_shufflevector(a, b, 0, 1, 4, 5);
#endif
}
HEADROOM_INLINE Part high_twos(Part a, Part b) {
#ifdef __AVX2__
  return __builtin_shufflevector(a, b, 2, 3, 10, 11, 6, 7, 14, 15);
#else
  return __builtin_shufflevector(a, b, 2, 3, 6, 7);
#endif
}

// Frames f ... f + kTurned - 1 of eight planar lanes, as rows.
HEADROOM_INLINE void turn(const float* const* lanes, int f, Lanes (&rows)[kTurned]) {
  for (int i = 0; i < kLanes / kPartLanes; ++i) {
    const int lane = i * kPartLanes;
    const Part a = load_frames(lanes, lane, f), b = load_frames(lanes, lane + 1, f);
    const Part c = load_frames(lanes, lane + 2, f), d = load_frames(lanes, lane + 3, f);
    const Part ab_low = low_ones(a, b), cd_low = low_ones(c, d);
    const Part ab_high = high_ones(a, b), cd_high = high_ones(c, d);
    rows[0].part[i] = low_twos(ab_low, cd_low);
    rows[1].part[i] = high_twos(ab_low, cd_low);
    rows[2].part[i] = low_twos(ab_high, cd_high);
    rows[3].part[i] = high_twos(ab_high, cd_high);
  }
}

#endif

template <class V>
static uint32_t gather(const float* const* lanes, float* block, int frames) {
  alignas(32) int32_t faults[kLanes] = {};
  const V limit = Of<V>::splat(kInputLimit);
  int turned = 0;
#ifndef HEADROOM_SCALAR
  auto any_faulty = Of<V>::none();
  for (; turned + kTurned <= frames; turned += kTurned) {
    Lanes rows[kTurned];
    turn(lanes, turned, rows);
    for (int i = 0; i < kTurned; ++i) {
      any_faulty = any_faulty | Of<V>::negate(abs(rows[i]) <= limit);
      Of<V>::store(block + (turned + i) * kLanes, rows[i]);
    }
  }
  Of<V>::store_mask(faults, any_faulty);
#endif
  for (int f = turned; f < frames; ++f) interleave_frame(lanes, block, f);
  for (int lane = 0; lane < kLanes; lane += Of<V>::width) {
    auto faulty = Of<V>::load_mask(faults + lane);
    for (int f = turned; f < frames; ++f)
      faulty = faulty | Of<V>::negate(abs(Of<V>::load(block + f * kLanes + lane)) <= limit);
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
