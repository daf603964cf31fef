// The compressor with everything it can do besides: RMS detector, part of a link, hold, auto release, slow releases
// kept exact, parallel mix, listening to the key. A bank runs it only while one of its lanes needs it; the other lanes
// come out with the same bits as from compress().
#pragma once

#include "dsp/kernel_compressor.inl"

namespace headroom {
namespace {

// What a detector reads: the level of the key, or twice its mean square, of which a sine's is the square of its peak. A
// detector that stands still is one or the other; one on its way needs both, and has the key.
template <class V, bool kMoves>
HEADROOM_INLINE void detect(CompressorStage& compressor, const float* heard, float* detected, int frames) {
  const V one = Of<V>::splat(1);
  for (int lane = 0; lane < kLanes; lane += Of<V>::width) {
    auto speed = take<V, kMoves>(compressor.rows, CompressorRow::rms_speed, lane);
    const auto is_rms = Of<V>::splat(0) < Of<V>::load(compressor.rows.current[CompressorRow::rms] + lane);
    V power = Of<V>::load(compressor.power + lane);
    for (int f = 0; f < frames; ++f) {
      const V x = Of<V>::load(heard + f * kLanes + lane);
      // Worked out this way round, the next frame waits for two operations and not for three.
      const V share = speed.next();
      power = (one - share) * power + share * ((x + x) * x);
      Of<V>::store(detected + f * kLanes + lane, kMoves ? power : select(is_rms, power, abs(x)));
    }
    Of<V>::store(compressor.power + lane, power);
    speed.put_back(compressor.rows.current[CompressorRow::rms_speed], lane);
  }
}

// The same in log2, from 0, the peak, to 1, the mean.
template <bool kMoves, class V>
HEADROOM_INLINE V detected_level(V x, V detected, V rms) {
  const V half = Of<V>::splat(0.5f), one = Of<V>::splat(1);
  if constexpr (kMoves) return (one - rms) * level_in_log2(abs(x)) + rms * (half * level_in_log2(detected));
  return (one - half * rms) * level_in_log2(detected);
}

// From keys to the excess that each lane wants, before it is smoothed; in place of what is detected. `kLinked`: some
// lane takes over part of what its neighbour wants.
template <class V, bool kMoves, bool kLinked>
HEADROOM_INLINE void find_excess(CompressorStage& compressor, const float* heard, float* wanted, int frames) {
  using Row = CompressorRow;
  detect<V, kMoves>(compressor, heard, wanted, frames);
  if constexpr (!kLinked) {
    const auto find = [&](auto of, int i, const auto& row) HEADROOM_INLINED {
      const auto level = detected_level<kMoves>(of.load(heard + i), of.load(wanted + i), row[0]);
      of.store(wanted + i, excess_of(level, row[1], row[2], row[3]));
    };
    each_sample<V, kMoves, Row::rms, Row::threshold_log2, Row::half_knee_log2, Row::inverse_2knee>(compressor.rows,
                                                                                                   frames, find);
  } else {
    alignas(32) float levels[kGridFrames * kLanes];
    each_sample<V, kMoves, Row::rms>(compressor.rows, frames, [&](auto of, int i, const auto& row) HEADROOM_INLINED {
      of.store(levels + i, detected_level<kMoves>(of.load(heard + i), of.load(wanted + i), row[0]));
    });
    const auto find = [&](auto of, int i, const auto& row) HEADROOM_INLINED {
      const auto own = of.load(levels + i), louder = max(of.neighbour(levels + i, i), own);
      of.store(wanted + i, excess_of(own, row[1], row[2], row[3]) * (of.splat(1) - row[0]) +
                               excess_of(louder, row[1], row[2], row[3]) * row[0]);
    };
    each_sample<V, kMoves, Row::link, Row::threshold_log2, Row::half_knee_log2, Row::inverse_2knee>(compressor.rows,
                                                                                                    frames, find);
  }
}

// The excess that counts: the fast one, or what a long loud passage left behind (auto release).
template <class V, bool kMoves>
struct Release {
  Value<V, kMoves> attack, release, hold_frames, remainder, linger, charge, linger_release;
  Slow<V> excess, lingering;
  V hold;

  static HEADROOM_INLINE Release take(const CompressorStage& compressor, int lane) {
    const auto& rows = compressor.rows;
    return {headroom::take<V, kMoves>(rows, CompressorRow::attack, lane),
            headroom::take<V, kMoves>(rows, CompressorRow::release, lane),
            headroom::take<V, kMoves>(rows, CompressorRow::hold_frames, lane),
            headroom::take<V, kMoves>(rows, CompressorRow::remainder, lane),
            headroom::take<V, kMoves>(rows, CompressorRow::linger, lane),
            headroom::take<V, kMoves>(rows, CompressorRow::linger_charge, lane),
            headroom::take<V, kMoves>(rows, CompressorRow::linger_release, lane),
            Slow<V>::take(compressor.excess, compressor.excess_remainder, lane),
            Slow<V>::take(compressor.lingering, compressor.lingering_remainder, lane),
            Of<V>::load(compressor.hold + lane)};
  }

  HEADROOM_INLINE V follow(V wanted) {
    const V zero = Of<V>::splat(0), one = Of<V>::splat(1);
    // Within 0.01 dB of its last peak it has not begun to fall: hold is still full.
    constexpr float kStillThere = 0.0016f;
    const auto is_peak = excess.value <= wanted + Of<V>::splat(kStillThere);
    hold = count_hold(hold, is_peak, hold_frames.next());
    const auto holds = zero < hold;
    // Chosen after the multiplication, which then does not wait for the choice.
    const V distance = wanted - excess.value;
    const V rise = attack.next() * distance, fall = unless(holds, release.next() * distance);
    excess.move(select(excess.value < wanted, rise, fall), remainder.next());
    // Charged by what is reduced, it falls on its own time towards what is wanted.
    const V slow_charge = charge.next() * (excess.value - lingering.value);
    const V slow_fall = unless(holds, linger_release.next() * (wanted - lingering.value));
    lingering.move(select(lingering.value < excess.value, slow_charge, slow_fall), one);
    return max(excess.value, linger.next() * lingering.value);
  }

  HEADROOM_INLINE void put_back(CompressorStage& compressor, int lane) const {
    auto& rows = compressor.rows.current;
    attack.put_back(rows[CompressorRow::attack], lane);
    release.put_back(rows[CompressorRow::release], lane);
    hold_frames.put_back(rows[CompressorRow::hold_frames], lane);
    remainder.put_back(rows[CompressorRow::remainder], lane);
    linger.put_back(rows[CompressorRow::linger], lane);
    charge.put_back(rows[CompressorRow::linger_charge], lane);
    linger_release.put_back(rows[CompressorRow::linger_release], lane);
    excess.put_back(compressor.excess, compressor.excess_remainder, lane);
    lingering.put_back(compressor.lingering, compressor.lingering_remainder, lane);
    Of<V>::store(compressor.hold + lane, hold);
  }
};

// From what is wanted to the sound: out = dry * in + (1 - dry) * gain * in, or the key where it is listened to.
template <class V, bool kMoves, bool kListens>
HEADROOM_INLINE void follow_and_mix(CompressorStage& compressor, const float* wanted, const float* heard, float* block,
                                    int frames) {
  using Row = CompressorRow;
  const auto& rows = compressor.rows;
  const V one = Of<V>::splat(1);
  for (int lane = 0; lane < kLanes; lane += Of<V>::width) {
    auto release = Release<V, kMoves>::take(compressor, lane);
    auto slope = take<V, kMoves>(rows, Row::slope, lane), makeup = take<V, kMoves>(rows, Row::makeup_log2, lane);
    auto dry = take<V, kMoves>(rows, Row::dry, lane), listen = take<V, kMoves>(rows, Row::listen, lane);
    V reduction_max = Of<V>::load(compressor.reduction_max + lane);
    const auto follow = [&](int f) HEADROOM_INLINED {
      const V reduction = slope.next() * release.follow(Of<V>::load(wanted + f * kLanes + lane));
      reduction_max = max(reduction, reduction_max);
      return makeup.next() - reduction;
    };
    const auto mix = [&](int f, V gain_log2) HEADROOM_INLINED {
      const int i = f * kLanes + lane;
      const V share = dry.next();
      V y = Of<V>::load(block + i) * (exp2(gain_log2) * (one - share) + share);
      if constexpr (kListens) y = y + listen.next() * (Of<V>::load(heard + i) - y);
      Of<V>::store(block + i, y);
    };
    each_two_frames(frames, follow, mix);
    Of<V>::store(compressor.reduction_max + lane, reduction_max);
    release.put_back(compressor, lane);
    slope.put_back(compressor.rows.current[Row::slope], lane);
    makeup.put_back(compressor.rows.current[Row::makeup_log2], lane);
    dry.put_back(compressor.rows.current[Row::dry], lane);
    listen.put_back(compressor.rows.current[Row::listen], lane);
  }
}

// In passes that are short, because a processor looks some hundred operations ahead: in a long one, what waits for the
// frame before keeps it from seeing the next.
template <class V, bool kMoves>
static void compress_full(StripBank& bank, const float* heard, float* block, int frames) {
  CompressorStage& compressor = bank.compressor;
  alignas(32) float wanted[kGridFrames * kLanes];
  const auto& rows = compressor.rows.current;
  if (kMoves || !is_zero(rows[CompressorRow::link]))
    find_excess<V, kMoves, true>(compressor, heard, wanted, frames);
  else
    each_piece(frames, [&](int first, int count) HEADROOM_INLINED {
      find_excess<V, kMoves, false>(compressor, heard + first * kLanes, wanted + first * kLanes, count);
    });
  if (kMoves || !is_zero(rows[CompressorRow::listen]))
    follow_and_mix<V, kMoves, true>(compressor, wanted, heard, block, frames);
  else
    follow_and_mix<V, kMoves, false>(compressor, wanted, heard, block, frames);
}

}  // namespace
}  // namespace headroom
