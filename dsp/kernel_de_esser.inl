// The de-esser: a band taken out, measured, turned down and put back. out = in + (gain - 1) * band, which is `in` bit
// for bit while the gain is 1.
#pragma once

#include "dsp/kernel_equaliser.inl"
#include "dsp/kernel_key.inl"

namespace headroom {
namespace {

// The band, and how loud it is: peaks that fall by `decay` a frame.
template <class V, bool kMoves>
HEADROOM_INLINE void take_band(DeEsserStage& de_esser, const float* block, float* band, float* peaks, int frames) {
  for (int lane = 0; lane < kLanes; lane += Of<V>::width) {
    auto filter = Section<V, kMoves>::take(de_esser.band, lane);
    auto decay = take<V, kMoves>(de_esser.rows, DeEsserRow::decay, lane);
    V level = Of<V>::load(de_esser.level + lane);
    for (int f = 0; f < frames; ++f) {
      const int i = f * kLanes + lane;
      const V esses = filter.filter(Of<V>::load(block + i));
      Of<V>::store(band + i, esses);
      level = max(abs(esses), level * decay.next());
      Of<V>::store(peaks + i, level);
    }
    filter.put_back(de_esser.band, lane);
    Of<V>::store(de_esser.level + lane, level);
    decay.put_back(de_esser.rows.current[DeEsserRow::decay], lane);
  }
}

template <class V, bool kMoves>
static void de_ess(StripBank& bank, float* block, int frames) {
  DeEsserStage& de_esser = bank.de_esser;
  alignas(32) float band[kGridFrames * kLanes];
  alignas(32) float peaks[kGridFrames * kLanes];
  alignas(32) float key[kGridFrames * kLanes];  // log2 of the peaks, then of the gain
  take_band<V, kMoves>(de_esser, block, band, peaks, frames);
  make_key<V>(bank.link, peaks, key, frames, [](auto, auto level) HEADROOM_INLINED { return level_in_log2(level); });

  const V zero = Of<V>::splat(0);
  for (int lane = 0; lane < kLanes; lane += Of<V>::width) {
    auto threshold = take<V, kMoves>(de_esser.rows, DeEsserRow::threshold_log2, lane);
    auto range = take<V, kMoves>(de_esser.rows, DeEsserRow::range_log2, lane);
    auto attack = take<V, kMoves>(de_esser.rows, DeEsserRow::attack, lane);
    auto release = take<V, kMoves>(de_esser.rows, DeEsserRow::release, lane);
    V excess = Of<V>::load(de_esser.excess + lane);
    V reduction_max = Of<V>::load(de_esser.reduction_max + lane);
    for (int f = 0; f < frames; ++f) {
      float* level_then_gain = key + f * kLanes + lane;
      const V most = range.next();
      const V wanted = min(max(Of<V>::load(level_then_gain) - threshold.next(), zero), most);
      const V speed = select(excess < wanted, attack.next(), release.next());
      excess = excess + speed * (wanted - excess);
      const V reduction = min(excess, most);  // a range of 0 is neutral at once
      reduction_max = max(reduction, reduction_max);
      Of<V>::store(level_then_gain, zero - reduction);
    }
    Of<V>::store(de_esser.excess + lane, excess);
    Of<V>::store(de_esser.reduction_max + lane, reduction_max);
    threshold.put_back(de_esser.rows.current[DeEsserRow::threshold_log2], lane);
    range.put_back(de_esser.rows.current[DeEsserRow::range_log2], lane);
    attack.put_back(de_esser.rows.current[DeEsserRow::attack], lane);
    release.put_back(de_esser.rows.current[DeEsserRow::release], lane);
  }
  const V one = Of<V>::splat(1);
  for (int lane = 0; lane < kLanes; lane += Of<V>::width) {
    auto listen = take<V, kMoves>(de_esser.rows, DeEsserRow::listen, lane);
    for (int f = 0; f < frames; ++f) {
      const int i = f * kLanes + lane;
      const V esses = Of<V>::load(band + i);
      const V y = Of<V>::load(block + i) + (exp2(Of<V>::load(key + i)) - one) * esses;
      Of<V>::store(block + i, y + listen.next() * (esses - y));
    }
    listen.put_back(de_esser.rows.current[DeEsserRow::listen], lane);
  }
}

}  // namespace
}  // namespace headroom
