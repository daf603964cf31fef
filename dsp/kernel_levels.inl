// The stages that only scale and measure: trim at the head of a strip, the pre-fader tap of a channel, the
// fader of a bus, the end of a bus.
#pragma once

#include "dsp/kernel_table.h"
#include "dsp/kernel_value.inl"

namespace headroom {
namespace {

template <class V, bool kMoves>
static void trim(StripBank& bank, float* block, int frames) {
  InputStage& input = bank.input;
  for (int lane = 0; lane < kLanes; lane += Of<V>::width) {
    auto gain = take<V, kMoves>(input.rows, InputRow::trim, lane);
    auto fade = take<V, kMoves>(input.rows, InputRow::fade, lane);
    V peak = Of<V>::load(input.peak + lane);
#pragma GCC unroll 4
    for (int f = 0; f < frames; ++f) {
      float* frame = block + f * kLanes + lane;
      const V x = Of<V>::load(frame) * (gain.next() * fade.next());
      peak = max(abs(x), peak);
      Of<V>::store(frame, x);
    }
    Of<V>::store(input.peak + lane, peak);
    gain.put_back(input.rows.current[InputRow::trim], lane);
    fade.put_back(input.rows.current[InputRow::fade], lane);
  }
}

// Guards every sample, scales it by `fade` where the strip is a bus, and measures what leaves.
template <class V, bool kMoves, bool kIsBus>
HEADROOM_INLINE void leave_strip(StripBank& bank, float* block, int frames) {
  LeaveStage& leave = bank.leave;
  const V limit = Of<V>::splat(kStripLimit);
  const V silence = Of<V>::splat(0);
  for (int lane = 0; lane < kLanes; lane += Of<V>::width) {
    auto fade = take<V, kMoves>(leave.fade, 0, lane);
    V peak = Of<V>::load(leave.peak + lane);
    V square_sum = Of<V>::load(leave.square_sum + lane);
    auto runaway = Of<V>::load_mask(leave.runaway + lane);
#pragma GCC unroll 4
    for (int f = 0; f < frames; ++f) {
      float* frame = block + f * kLanes + lane;
      V x = Of<V>::load(frame);
      const auto sound = abs(x) <= limit;
      runaway = runaway | Of<V>::negate(sound);
      x = select(sound, x, silence);
      if constexpr (kIsBus) x = x * fade.next();
      peak = max(abs(x), peak);
      square_sum = square_sum + x * x;
      Of<V>::store(frame, x);
    }
    Of<V>::store(leave.peak + lane, peak);
    Of<V>::store(leave.square_sum + lane, square_sum);
    Of<V>::store_mask(leave.runaway + lane, runaway);
    if constexpr (kIsBus) fade.put_back(leave.fade.current[0], lane);
  }
}

// What leaves a bus behind its strip: it stands behind the guard.
template <class V>
static void measure(LevelSums& sums, const float* block, int frames) {
  for (int lane = 0; lane < kLanes; lane += Of<V>::width) {
    V peak = Of<V>::load(sums.peak + lane);
    V square_sum = Of<V>::load(sums.square_sum + lane);
    for (int f = 0; f < frames; ++f) {
      const V x = Of<V>::load(block + f * kLanes + lane);
      peak = max(abs(x), peak);
      square_sum = square_sum + x * x;
    }
    Of<V>::store(sums.peak + lane, peak);
    Of<V>::store(sums.square_sum + lane, square_sum);
  }
}

template <class V>
static void tap(StripBank& bank, float* block, int frames) {
  leave_strip<V, false, false>(bank, block, frames);
}

template <class V, bool kMoves>
static void fade(StripBank& bank, float* block, int frames) {
  leave_strip<V, kMoves, true>(bank, block, frames);
}

}  // namespace
}  // namespace headroom
