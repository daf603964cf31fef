// A coefficient inside a kernel: a number that stands still, or one that takes a step every frame.
#pragma once

#include "dsp/lanes.h"
#include "dsp/strip_bank.h"

namespace headroom {
namespace {

// Starts where the last chunk ended. take() reads it, next() is called once per frame, put_back() keeps it
// for the next chunk.
template <class V, bool kMoves>
struct Value {
  V now;
  static HEADROOM_INLINE Value take(const float (&current)[kLanes], const float (&)[kLanes], int lane) {
    return {Of<V>::load(current + lane)};
  }
  HEADROOM_INLINE V next() { return now; }
  HEADROOM_INLINE void put_back(float (&)[kLanes], int) const {}
};

template <class V>
struct Value<V, true> {
  V now, step;
  static HEADROOM_INLINE Value take(const float (&current)[kLanes], const float (&step)[kLanes], int lane) {
    return {Of<V>::load(current + lane), Of<V>::load(step + lane)};
  }
  HEADROOM_INLINE V next() { return now = now + step; }
  HEADROOM_INLINE void put_back(float (&current)[kLanes], int lane) const { Of<V>::store(current + lane, now); }
};

// Whether a row is 0 on all lanes: where it stands still, what it is for can be left out.
HEADROOM_INLINE bool is_zero(const float (&row)[kLanes]) {
  bool is_any = false;
  for (int lane = 0; lane < kLanes; ++lane) is_any |= row[lane] != 0;
  return !is_any;
}

template <class V, bool kMoves, int kRows>
HEADROOM_INLINE Value<V, kMoves> take(const RampRows<kRows>& rows, int row, int lane) {
  return Value<V, kMoves>::take(rows.current[row], rows.step[row], lane);
}

}  // namespace
}  // namespace headroom
