// What the detectors of a bank share: passes over single samples, the level of a key and of its linked neighbour, and
// states that move too slowly for one float.
#pragma once

#include "dsp/kernel_math.inl"
#include "dsp/kernel_value.inl"

namespace headroom {
namespace {

constexpr float kLevelFloor = 0x1p-40f;  // -240 dBFS: log2 needs a normal number above zero

// Calls pass(first frame, frames) for pieces of a block so short that a processor, which looks some hundred operations
// ahead, begins the next pass, or the next piece, while this one waits for its own last frame.
template <class Pass>
HEADROOM_INLINE void each_piece(int frames, Pass pass) {
  constexpr int kPieceFrames = 8;
  int first = 0;
  for (; first + kPieceFrames <= frames; first += kPieceFrames) pass(first, kPieceFrames);
  if (first < frames) pass(first, frames - first);
}

// Calls, for every frame, follow(f), which waits for the frame before, and with what it says apply(f, ...), which waits
// for no other frame. Two frames are followed, then what came of the two before them is applied: neither waits for the
// other, and a processor has fewer operations waiting at a time than frame by frame.
template <class Follow, class Apply>
HEADROOM_INLINE void each_two_frames(int frames, Follow follow, Apply apply) {
  int f = frames % 2;
  if (f != 0) apply(0, follow(0));
  if (f == frames) return;
  auto first = follow(f), second = follow(f + 1);
  for (f += 2; f < frames; f += 2) {
    const auto third = follow(f), fourth = follow(f + 1);
    apply(f - 2, first);
    apply(f - 1, second);
    first = third;
    second = fourth;
  }
  apply(f - 2, first);
  apply(f - 1, second);
}

// Calls `pass` for pieces of a block in which every sample is looked at alone: wide ones, then what is left.
template <class V, class Pass>
HEADROOM_INLINE void each_sample(int frames, Pass pass) {
  using Wide = typename Of<V>::Wide;
  int i = 0;
  for (; i + Of<Wide>::width <= frames * kLanes; i += Of<Wide>::width) pass(Of<Wide>{}, i);
  for (; i < frames * kLanes; i += Of<V>::width) pass(Of<V>{}, i);
}

// The same with coefficients: row[0], row[1], ... are those of the sample's lane and frame in the rows named.
template <class V, bool kMoves, int... kNames, int kRows, class Pass>
HEADROOM_INLINE void each_sample(RampRows<kRows>& rows, int frames, Pass pass) {
  if constexpr (kMoves) {
    for (int lane = 0; lane < kLanes; lane += Of<V>::width) {
      Value<V, true> values[] = {take<V, true>(rows, kNames, lane)...};
      for (int f = 0; f < frames; ++f) {
        V row[sizeof...(kNames)];
        for (size_t i = 0; i < sizeof...(kNames); ++i) row[i] = values[i].next();
        pass(Of<V>{}, f * kLanes + lane, row);
      }
      size_t i = 0;
      (values[i++].put_back(rows.current[kNames], lane), ...);
    }
  } else {
    each_sample<V>(frames, [&](auto of, int i) HEADROOM_INLINED {
      const int lane = of.width < kLanes ? i % kLanes : 0;
      const decltype(of.splat(0)) row[] = {of.repeat(rows.current[kNames] + lane)...};
      pass(of, i, row);
    });
  }
}

// The level each lane's detector hears: its own, or `link` times its neighbour's where that is more. It has to be
// complete before the first lane of a pair is changed in place, so it gets a block of its own.
template <class V, class Shape>
HEADROOM_INLINE void make_key(const float (&link)[kLanes], const float* heard, float* key, int frames, Shape shape) {
  if (is_zero(link)) {
    each_sample<V>(frames,
                   [&](auto of, int i) HEADROOM_INLINED { of.store(key + i, shape(of, abs(of.load(heard + i)))); });
    return;
  }
  each_sample<V>(frames, [&](auto of, int i) HEADROOM_INLINED {
    const auto own = abs(of.load(heard + i));
    const auto other = of.repeat(link + i % kLanes) * abs(of.neighbour(heard + i, i));
    of.store(key + i, shape(of, max(other, own)));
  });
}

template <class V>
HEADROOM_INLINE V level_in_log2(V level) {
  return log2(max(level, Of<V>::splat(kLevelFloor)));
}

// Levels that rise at once and fall by `decay` a frame, so that a level stands between two peaks. Returns the last.
template <class V, bool kMoves>
HEADROOM_INLINE V hold_peaks(Value<V, kMoves>& decay, V level, const float* key, float* levels, int frames) {
  for (int f = 0; f < frames; ++f) {
    level = max(Of<V>::load(key + f * kLanes), level * decay.next());
    Of<V>::store(levels + f * kLanes, level);
  }
  return level;
}

// A number with what its last steps lost in rounding, so that it arrives however small the steps are.
template <class V>
struct Slow {
  V value, remainder;
  static HEADROOM_INLINE Slow take(const float (&value)[kLanes], const float (&remainder)[kLanes], int lane) {
    return {Of<V>::load(value + lane), Of<V>::load(remainder + lane)};
  }
  // `weight` 0 forgets the remainder: the step is that of a plain number.
  HEADROOM_INLINE void move(V distance, V weight) {
    const V step = distance + weight * remainder;
    const V before = value;
    value = value + step;
    remainder = step - (value - before);
  }
  HEADROOM_INLINE void put_back(float (&to_value)[kLanes], float (&to_remainder)[kLanes], int lane) const {
    Of<V>::store(to_value + lane, value);
    Of<V>::store(to_remainder + lane, remainder);
  }
};

// Frames of hold left: full while `pushed`, one less in any other frame.
template <class V, class Mask>
HEADROOM_INLINE V count_hold(V hold, Mask pushed, V hold_frames) {
  return select(pushed, hold_frames, max(hold - Of<V>::splat(1), Of<V>::splat(0)));
}

}  // namespace
}  // namespace headroom
