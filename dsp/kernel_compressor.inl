// The compressor: from the level of its key to the amount above the threshold, that smoothed, and the gain of it.
#pragma once

#include "dsp/kernel_key.inl"

namespace headroom {
namespace {

// The static curve (dynamics-eq 2.1): how far a level is above the threshold, the soft knee included.
template <class V>
HEADROOM_INLINE V excess_of(V level_log2, V threshold_log2, V half_knee_log2, V inverse_2knee) {
  const V zero = Of<V>::splat(0);
  const V in_knee = min(max(level_log2 - (threshold_log2 - half_knee_log2), zero), half_knee_log2 + half_knee_log2);
  // The knee's part never passes half the way into it; while the width and its inverse ramp, their product would.
  return in_knee * min(in_knee * inverse_2knee, Of<V>::splat(0.5f)) +
         max(level_log2 - (threshold_log2 + half_knee_log2), zero);
}

template <class V, bool kMoves>
struct Curve {
  Value<V, kMoves> threshold, half_knee, inverse_2knee;

  static HEADROOM_INLINE Curve take(const CompressorStage& compressor, int lane) {
    return {headroom::take<V, kMoves>(compressor.rows, CompressorRow::threshold_log2, lane),
            headroom::take<V, kMoves>(compressor.rows, CompressorRow::half_knee_log2, lane),
            headroom::take<V, kMoves>(compressor.rows, CompressorRow::inverse_2knee, lane)};
  }
  // Once per frame.
  HEADROOM_INLINE V next(V level_log2) {
    return excess_of(level_log2, threshold.next(), half_knee.next(), inverse_2knee.next());
  }
  HEADROOM_INLINE void put_back(CompressorStage& compressor, int lane) const {
    auto& rows = compressor.rows.current;
    threshold.put_back(rows[CompressorRow::threshold_log2], lane);
    half_knee.put_back(rows[CompressorRow::half_knee_log2], lane);
    inverse_2knee.put_back(rows[CompressorRow::inverse_2knee], lane);
  }
};

// Smooths the excess over the threshold (knee included) and scales it afterwards, which is the same as
// smoothing the reduction, except that slope 0 is neutral whatever the state.
template <class V, bool kMoves>
static void compress(StripBank& bank, const float* heard, float* block, int frames) {
  alignas(32) float key[kGridFrames * kLanes];
  CompressorStage& compressor = bank.compressor;
  make_key<V>(compressor.rows.current[CompressorRow::link], heard, key, frames,
              [](auto, auto level) HEADROOM_INLINED { return level_in_log2(level); });
  for (int lane = 0; lane < kLanes; lane += Of<V>::width) {
    auto curve = Curve<V, kMoves>::take(compressor, lane);
    auto slope = take<V, kMoves>(compressor.rows, CompressorRow::slope, lane);
    auto attack = take<V, kMoves>(compressor.rows, CompressorRow::attack, lane);
    auto release = take<V, kMoves>(compressor.rows, CompressorRow::release, lane);
    auto makeup = take<V, kMoves>(compressor.rows, CompressorRow::makeup_log2, lane);
    V excess = Of<V>::load(compressor.excess + lane);
    V reduction_max = Of<V>::load(compressor.reduction_max + lane);
    for (int f = 0; f < frames; ++f) {
      float* level_then_gain = key + f * kLanes + lane;  // both log2
      const V wanted = curve.next(Of<V>::load(level_then_gain));
      const V speed = select(excess < wanted, attack.next(), release.next());
      excess = excess + speed * (wanted - excess);
      const V reduction = slope.next() * excess;
      reduction_max = max(reduction, reduction_max);
      Of<V>::store(level_then_gain, makeup.next() - reduction);
    }
    Of<V>::store(compressor.excess + lane, excess);
    Of<V>::store(compressor.reduction_max + lane, reduction_max);
    curve.put_back(compressor, lane);
    slope.put_back(compressor.rows.current[CompressorRow::slope], lane);
    attack.put_back(compressor.rows.current[CompressorRow::attack], lane);
    release.put_back(compressor.rows.current[CompressorRow::release], lane);
    makeup.put_back(compressor.rows.current[CompressorRow::makeup_log2], lane);
  }
  each_sample<V>(frames, [&](auto of, int i)
                             HEADROOM_INLINED { of.store(block + i, of.load(block + i) * exp2(of.load(key + i))); });
}

}  // namespace
}  // namespace headroom
