// The de-esser: a band taken out, measured, turned down and put back. out = in + (gain - 1) * band, which is `in` bit
// for bit while the gain is 1.
#pragma once

#include "dsp/kernel_equaliser.inl"
#include "dsp/kernel_key.inl"

namespace headroom {
namespace {

// The band, and how loud it is: peaks that fall by `decay` a frame, in log2 unless they have to meet their neighbour's.
template <class V, bool kMoves, bool kLinked>
HEADROOM_INLINE void take_band(DeEsserStage& de_esser, const float* block, float* band, float* levels, int frames) {
  for (int lane = 0; lane < kLanes; lane += Of<V>::width) {
    auto filter = Section<V, kMoves>::take(de_esser.band, lane);
    auto decay = take<V, kMoves>(de_esser.rows, DeEsserRow::decay, lane);
    V level = Of<V>::load(de_esser.level + lane);
    const auto hear = [&](int f) HEADROOM_INLINED {
      const int i = f * kLanes + lane;
      const V esses = filter.filter(Of<V>::load(block + i));
      Of<V>::store(band + i, esses);
      return level = max(abs(esses), level * decay.next());
    };
    const auto keep = [&](int f, V peak) HEADROOM_INLINED {
      Of<V>::store(levels + f * kLanes + lane, kLinked ? peak : level_in_log2(peak));
    };
    each_two_frames(frames, hear, keep);
    filter.put_back(de_esser.band, lane);
    Of<V>::store(de_esser.level + lane, level);
    decay.put_back(de_esser.rows.current[DeEsserRow::decay], lane);
  }
}

// Turns the band down by how far its level, in log2, is above the threshold.
template <class V, bool kMoves, bool kListens>
HEADROOM_INLINE void turn_down(DeEsserStage& de_esser, const float* band, const float* levels, float* block,
                               int frames) {
  const V zero = Of<V>::splat(0), one = Of<V>::splat(1);
  for (int lane = 0; lane < kLanes; lane += Of<V>::width) {
    auto threshold = take<V, kMoves>(de_esser.rows, DeEsserRow::threshold_log2, lane);
    auto range = take<V, kMoves>(de_esser.rows, DeEsserRow::range_log2, lane);
    auto attack = take<V, kMoves>(de_esser.rows, DeEsserRow::attack, lane);
    auto release = take<V, kMoves>(de_esser.rows, DeEsserRow::release, lane);
    auto listen = take<V, kMoves>(de_esser.rows, DeEsserRow::listen, lane);
    V excess = Of<V>::load(de_esser.excess + lane);
    V reduction_max = Of<V>::load(de_esser.reduction_max + lane);
    const auto follow = [&](int f) HEADROOM_INLINED {
      const V most = range.next();
      const V wanted = min(max(Of<V>::load(levels + f * kLanes + lane) - threshold.next(), zero), most);
      const V speed = select(excess < wanted, attack.next(), release.next());
      excess = excess + speed * (wanted - excess);
      const V reduction = min(excess, most);  // a range of 0 is neutral at once
      reduction_max = max(reduction, reduction_max);
      return reduction;
    };
    const auto apply = [&](int f, V reduction) HEADROOM_INLINED {
      const int i = f * kLanes + lane;
      const V esses = Of<V>::load(band + i);
      V y = Of<V>::load(block + i) + (exp2(zero - reduction) - one) * esses;
      if constexpr (kListens) y = y + listen.next() * (esses - y);
      Of<V>::store(block + i, y);
    };
    each_two_frames(frames, follow, apply);
    Of<V>::store(de_esser.excess + lane, excess);
    Of<V>::store(de_esser.reduction_max + lane, reduction_max);
    threshold.put_back(de_esser.rows.current[DeEsserRow::threshold_log2], lane);
    range.put_back(de_esser.rows.current[DeEsserRow::range_log2], lane);
    attack.put_back(de_esser.rows.current[DeEsserRow::attack], lane);
    release.put_back(de_esser.rows.current[DeEsserRow::release], lane);
    listen.put_back(de_esser.rows.current[DeEsserRow::listen], lane);
  }
}

template <class V, bool kMoves>
static void de_ess(StripBank& bank, float* block, int frames) {
  DeEsserStage& de_esser = bank.de_esser;
  alignas(32) float band[kGridFrames * kLanes], levels[kGridFrames * kLanes];
  if (is_zero(bank.link)) {
    take_band<V, kMoves, false>(de_esser, block, band, levels, frames);
  } else {
    alignas(32) float peaks[kGridFrames * kLanes];
    take_band<V, kMoves, true>(de_esser, block, band, peaks, frames);
    make_key<V>(bank.link, peaks, levels, frames,
                [](auto, auto level) HEADROOM_INLINED { return level_in_log2(level); });
  }
  if (kMoves || !is_zero(de_esser.rows.current[DeEsserRow::listen]))
    turn_down<V, kMoves, true>(de_esser, band, levels, block, frames);
  else
    turn_down<V, kMoves, false>(de_esser, band, levels, block, frames);
}

}  // namespace
}  // namespace headroom
