// Gate and compressor of a bank. Both hear a key: the lane's own level, or the louder of a linked pair.
#pragma once

#include "dsp/kernel_math.inl"
#include "dsp/kernel_value.inl"

namespace headroom {
namespace {

// Calls `pass` for pieces of a block in which every sample is looked at alone: wide ones, then what is left.
template <class V, class Pass>
HEADROOM_INLINE void each_sample(int frames, Pass pass) {
  using Wide = typename Of<V>::Wide;
  int i = 0;
  for (; i + Of<Wide>::width <= frames * kLanes; i += Of<Wide>::width) pass(Of<Wide>{}, i);
  for (; i < frames * kLanes; i += Of<V>::width) pass(Of<V>{}, i);
}

// The level each lane's detector hears. It has to be complete before the first lane of a pair is changed in
// place, so it gets a block of its own. `link` never ramps: what it decides is smoothed by the detectors.
template <class V, class Shape>
HEADROOM_INLINE void make_key(const StripBank& bank, const float* block, float* key, int frames,
                              Shape shape) {
  const float* link = bank.link;
  each_sample<V>(frames, [&](auto of, int i) HEADROOM_INLINED {
    const auto own = abs(of.load(block + i));
    const auto other = of.repeat(link + i % kLanes) * abs(of.neighbour(block + i, i));
    of.store(key + i, shape(of, max(other, own)));
  });
}

// gain = range + (1 - range) * openness, so that range 1 is neutral whatever the state; openness runs to 1 or
// 0 as one pole.
template <class V, bool kMoves>
static void gate(StripBank& bank, float* block, int frames) {
  alignas(32) float key[kGridFrames * kLanes];
  GateStage& gate = bank.gate;
  make_key<V>(bank, block, key, frames, [](auto, auto level) HEADROOM_INLINED { return level; });
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
    V level = Of<V>::load(gate.level + lane);
    V openness = Of<V>::load(gate.openness + lane);
    V hold = Of<V>::load(gate.hold + lane);
    V gain_min = Of<V>::load(gate.gain_min + lane);
    for (int f = 0; f < frames; ++f) {
      level = max(Of<V>::load(key + f * kLanes + lane), level * decay.next());
      const V threshold = select(zero < hold, close.next(), open.next());
      hold = select(threshold <= level, hold_frames.next(), max(hold - one, zero));
      const auto is_open = zero < hold;
      const V speed = select(is_open, attack.next(), release.next());
      openness = openness + speed * (select(is_open, one, zero) - openness);
      const V closed_gain = range.next();
      const V gain = closed_gain + (one - closed_gain) * openness;
      gain_min = min(gain, gain_min);
      float* frame = block + f * kLanes + lane;
      Of<V>::store(frame, Of<V>::load(frame) * gain);
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
  }
}

// Smooths the excess over the threshold (knee included) and scales it afterwards, which is the same as
// smoothing the reduction, except that slope 0 is neutral whatever the state.
template <class V, bool kMoves>
static void compress(StripBank& bank, float* block, int frames) {
  alignas(32) float key[kGridFrames * kLanes];
  CompressorStage& compressor = bank.compressor;
  make_key<V>(bank, block, key, frames, [](auto of, auto level) HEADROOM_INLINED {
    constexpr float kFloor = 0x1p-40f;  // -240 dBFS: log2 needs a normal number above zero
    return log2(max(level, of.splat(kFloor)));
  });
  const V zero = Of<V>::splat(0);
  for (int lane = 0; lane < kLanes; lane += Of<V>::width) {
    auto threshold = take<V, kMoves>(compressor.rows, CompressorRow::threshold_log2, lane);
    auto half_knee = take<V, kMoves>(compressor.rows, CompressorRow::half_knee_log2, lane);
    auto inverse_2knee = take<V, kMoves>(compressor.rows, CompressorRow::inverse_2knee, lane);
    auto slope = take<V, kMoves>(compressor.rows, CompressorRow::slope, lane);
    auto attack = take<V, kMoves>(compressor.rows, CompressorRow::attack, lane);
    auto release = take<V, kMoves>(compressor.rows, CompressorRow::release, lane);
    auto makeup = take<V, kMoves>(compressor.rows, CompressorRow::makeup_log2, lane);
    V excess = Of<V>::load(compressor.excess + lane);
    V reduction_max = Of<V>::load(compressor.reduction_max + lane);
    for (int f = 0; f < frames; ++f) {
      float* level_then_gain = key + f * kLanes + lane;  // both log2
      const V over = Of<V>::load(level_then_gain) - threshold.next();
      const V half = half_knee.next();
      const V in_knee = min(max(over + half, zero), half + half);
      const V wanted = in_knee * in_knee * inverse_2knee.next() + max(over - half, zero);
      const V speed = select(excess < wanted, attack.next(), release.next());
      excess = excess + speed * (wanted - excess);
      const V reduction = slope.next() * excess;
      reduction_max = max(reduction, reduction_max);
      Of<V>::store(level_then_gain, makeup.next() - reduction);
    }
    Of<V>::store(compressor.excess + lane, excess);
    Of<V>::store(compressor.reduction_max + lane, reduction_max);
    threshold.put_back(compressor.rows.current[CompressorRow::threshold_log2], lane);
    half_knee.put_back(compressor.rows.current[CompressorRow::half_knee_log2], lane);
    inverse_2knee.put_back(compressor.rows.current[CompressorRow::inverse_2knee], lane);
    slope.put_back(compressor.rows.current[CompressorRow::slope], lane);
    attack.put_back(compressor.rows.current[CompressorRow::attack], lane);
    release.put_back(compressor.rows.current[CompressorRow::release], lane);
    makeup.put_back(compressor.rows.current[CompressorRow::makeup_log2], lane);
  }
  each_sample<V>(frames, [&](auto of, int i) HEADROOM_INLINED {
    of.store(block + i, of.load(block + i) * exp2(of.load(key + i)));
  });
}

}  // namespace
}  // namespace headroom
