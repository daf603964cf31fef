// The de-esser: a band taken out, measured, turned down and put back. out = in + (gain - 1) * band, which is `in` bit
// for bit while the gain is 1.
#pragma once

#include "dsp/kernel_equaliser.inl"
#include "dsp/kernel_key.inl"

namespace headroom {
namespace {

template <class V, bool kMoves>
HEADROOM_INLINE void take_band(FilterSection& section, const float* block, float* band, int frames) {
  for (int lane = 0; lane < kLanes; lane += Of<V>::width) {
    auto filter = Section<V, kMoves>::take(section, lane);
    for (int f = 0; f < frames; ++f) {
      const int i = f * kLanes + lane;
      Of<V>::store(band + i, filter.filter(Of<V>::load(block + i)));
    }
    filter.put_back(section, lane);
  }
}

template <class V, bool kMoves>
static void de_ess(StripBank& bank, float* block, int frames) {
  DeEsserStage& de_esser = bank.de_esser;
  alignas(32) float band[kGridFrames * kLanes];
  alignas(32) float key[kGridFrames * kLanes];  // peaks, their log2, then the gain of the band less 1
  take_band<V, kMoves>(de_esser.band, block, band, frames);
  make_key<V>(bank.link, band, key, frames, [](auto, auto level) HEADROOM_INLINED { return level; });
  for (int lane = 0; lane < kLanes; lane += Of<V>::width) {
    auto decay = take<V, kMoves>(de_esser.rows, DeEsserRow::decay, lane);
    const V level = hold_peaks(decay, Of<V>::load(de_esser.level + lane), key + lane, key + lane, frames);
    Of<V>::store(de_esser.level + lane, level);
    decay.put_back(de_esser.rows.current[DeEsserRow::decay], lane);
  }
  each_sample<V>(frames, [&](auto of, int i) HEADROOM_INLINED { of.store(key + i, level_in_log2(of.load(key + i))); });

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
  each_sample<V>(frames, [&](auto of, int i) HEADROOM_INLINED {
    of.store(key + i, exp2(of.load(key + i)) - of.splat(1));
  });
  for (int lane = 0; lane < kLanes; lane += Of<V>::width) {
    auto listen = take<V, kMoves>(de_esser.rows, DeEsserRow::listen, lane);
    for (int f = 0; f < frames; ++f) {
      const int i = f * kLanes + lane;
      const V esses = Of<V>::load(band + i);
      const V y = Of<V>::load(block + i) + Of<V>::load(key + i) * esses;
      Of<V>::store(block + i, y + listen.next() * (esses - y));
    }
    listen.put_back(de_esser.rows.current[DeEsserRow::listen], lane);
  }
}

}  // namespace
}  // namespace headroom
