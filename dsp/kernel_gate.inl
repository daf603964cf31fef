// The gate stage: gate, expander or ducker, lane by lane.
#pragma once

#include "dsp/kernel_key.inl"

namespace headroom {
namespace {

// What a plain gate has no need of: the expander, the ducker's exchange of up and down, and listening to the key.
template <class V, bool kMoves, bool kUsed>
struct GateExtras {
  Value<V, kMoves> active, idle, expand, listen;
  Slow<V> expanded;
  V hold;

  static HEADROOM_INLINE GateExtras take(const GateStage& gate, int lane) {
    return {headroom::take<V, kMoves>(gate.rows, GateRow::active, lane),
            headroom::take<V, kMoves>(gate.rows, GateRow::idle, lane),
            headroom::take<V, kMoves>(gate.rows, GateRow::expand, lane),
            headroom::take<V, kMoves>(gate.rows, GateRow::listen, lane),
            Slow<V>::take(gate.expanded, gate.expanded_remainder, lane),
            Of<V>::load(gate.expander_hold + lane)};
  }

  // From the static curve's gain to the expander's, smoothed as a linear gain.
  HEADROOM_INLINE V expander_gain(V curve_gain, V range, V attack, V release, V hold_frames) {
    const V zero = Of<V>::splat(0), one = Of<V>::splat(1);
    const V wanted = max(curve_gain, range);
    // Within 0.01 dB of what it rose to, it still counts as risen.
    constexpr float kStillRisen = 1.001f;
    hold = count_hold(hold, expanded.value <= wanted * Of<V>::splat(kStillRisen), hold_frames);
    const V speed = select(expanded.value < wanted, attack, select(zero < hold, zero, release));
    expanded.move(speed * (wanted - expanded.value), one);
    return max(expanded.value, range);
  }

  HEADROOM_INLINE void put_back(GateStage& gate, int lane) const {
    auto& rows = gate.rows.current;
    active.put_back(rows[GateRow::active], lane);
    idle.put_back(rows[GateRow::idle], lane);
    expand.put_back(rows[GateRow::expand], lane);
    listen.put_back(rows[GateRow::listen], lane);
    expanded.put_back(gate.expanded, gate.expanded_remainder, lane);
    Of<V>::store(gate.expander_hold + lane, hold);
  }
};
template <class V, bool kMoves>
struct GateExtras<V, kMoves, false> {
  static HEADROOM_INLINE GateExtras take(const GateStage&, int) { return {}; }
  HEADROOM_INLINE void put_back(GateStage&, int) const {}
};

// The static curve of a downward expander, straight below the threshold: from levels to gains, without its range.
// Follows the peaks of the key ahead of the gate itself, which will follow them again.
template <class V, bool kMoves>
HEADROOM_INLINE void expander_curve(GateStage& gate, const float* key, float* gains, int frames) {
  for (int lane = 0; lane < kLanes; lane += Of<V>::width) {
    auto decay = take<V, kMoves>(gate.rows, GateRow::decay, lane);
    hold_peaks(decay, Of<V>::load(gate.level + lane), key + lane, gains + lane, frames);
  }
  each_sample<V>(frames,
                 [&](auto of, int i) HEADROOM_INLINED { of.store(gains + i, level_in_log2(of.load(gains + i))); });
  const V zero = Of<V>::splat(0);
  for (int lane = 0; lane < kLanes; lane += Of<V>::width) {
    auto threshold = take<V, kMoves>(gate.rows, GateRow::threshold_log2, lane);
    auto steepness = take<V, kMoves>(gate.rows, GateRow::steepness, lane);
    for (int f = 0; f < frames; ++f) {
      float* level_then_gain = gains + f * kLanes + lane;  // both log2
      const V under = max(threshold.next() - Of<V>::load(level_then_gain), zero);
      Of<V>::store(level_then_gain, zero - steepness.next() * under);
    }
    threshold.put_back(gate.rows.current[GateRow::threshold_log2], lane);
    steepness.put_back(gate.rows.current[GateRow::steepness], lane);
  }
  each_sample<V>(frames, [&](auto of, int i) HEADROOM_INLINED { of.store(gains + i, exp2(of.load(gains + i))); });
}

// gain = range + (1 - range) * openness, so that range 1 is neutral whatever the state; openness runs to 1 or
// 0 as one pole. With `kExtras`, lanes that use none of them come out with the same bits as without.
template <class V, bool kMoves, bool kExtras>
static void gate(StripBank& bank, const float* heard, float* block, int frames) {
  alignas(32) float louder[kGridFrames * kLanes];
  GateStage& gate = bank.gate;
  // Without a link each sample is read before it is changed, and needs no copy.
  const float* key = heard;
  if (kExtras || !is_zero(bank.link)) {
    make_key<V>(bank.link, heard, louder, frames, [](auto, auto level) HEADROOM_INLINED { return level; });
    key = louder;
  }
  alignas(32) float curve_gains[kExtras ? kGridFrames * kLanes : kLanes];
  if constexpr (kExtras) expander_curve<V, kMoves>(gate, key, curve_gains, frames);

  const V zero = Of<V>::splat(0);
  const V one = Of<V>::splat(1);
  for (int lane = 0; lane < kLanes; lane += Of<V>::width) {
    auto open = take<V, kMoves>(gate.rows, GateRow::open, lane);
    auto close = take<V, kMoves>(gate.rows, GateRow::close, lane);
    auto range = take<V, kMoves>(gate.rows, GateRow::range, lane);
    auto attack = take<V, kMoves>(gate.rows, GateRow::attack, lane);
    auto release = take<V, kMoves>(gate.rows, GateRow::release, lane);
    auto hold_frames = take<V, kMoves>(gate.rows, GateRow::hold_frames, lane);
    auto decay = take<V, kMoves>(gate.rows, GateRow::decay, lane);
    auto extras = GateExtras<V, kMoves, kExtras>::take(gate, lane);
    V level = Of<V>::load(gate.level + lane);
    V openness = Of<V>::load(gate.openness + lane);
    V hold = Of<V>::load(gate.hold + lane);
    V gain_min = Of<V>::load(gate.gain_min + lane);
    auto is_open = zero < hold;
    for (int f = 0; f < frames; ++f) {
      level = max(abs(Of<V>::load(key + f * kLanes + lane)), level * decay.next());
      const V threshold = select(is_open, close.next(), open.next());
      const V full_hold = hold_frames.next();
      const auto is_above = threshold <= level;
      // The same as 0 < hold of this frame, known before it is.
      is_open = is_above | (one < hold);
      hold = count_hold(hold, is_above, full_hold);
      const V opening = attack.next(), closing = release.next();
      V aim = select(is_open, one, zero);
      if constexpr (kExtras) aim = select(is_open, extras.active.next(), extras.idle.next());
      openness = openness + select(is_open, opening, closing) * (aim - openness);
      const V closed_gain = range.next();
      V gain = closed_gain + (one - closed_gain) * openness;
      if constexpr (kExtras) {
        const V curve_gain = Of<V>::load(curve_gains + f * kLanes + lane);
        const V expander_gain = extras.expander_gain(curve_gain, closed_gain, opening, closing, full_hold);
        gain = gain + extras.expand.next() * (expander_gain - gain);
      }
      gain_min = min(gain, gain_min);
      float* frame = block + f * kLanes + lane;
      V y = Of<V>::load(frame) * gain;
      if constexpr (kExtras) y = y + extras.listen.next() * (Of<V>::load(heard + f * kLanes + lane) - y);
      Of<V>::store(frame, y);
    }
    Of<V>::store(gate.level + lane, level);
    Of<V>::store(gate.openness + lane, openness);
    Of<V>::store(gate.hold + lane, hold);
    Of<V>::store(gate.gain_min + lane, gain_min);
    open.put_back(gate.rows.current[GateRow::open], lane);
    close.put_back(gate.rows.current[GateRow::close], lane);
    range.put_back(gate.rows.current[GateRow::range], lane);
    attack.put_back(gate.rows.current[GateRow::attack], lane);
    release.put_back(gate.rows.current[GateRow::release], lane);
    hold_frames.put_back(gate.rows.current[GateRow::hold_frames], lane);
    decay.put_back(gate.rows.current[GateRow::decay], lane);
    extras.put_back(gate, lane);
  }
}

}  // namespace
}  // namespace headroom
