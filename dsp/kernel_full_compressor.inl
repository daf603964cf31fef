// The compressor with everything it can do besides: RMS detector, part of a link, hold, auto release, slow releases
// kept exact, parallel mix, listening to the key. A bank runs it only while one of its lanes needs it; the other lanes
// come out with the same bits as from compress().
#pragma once

#include "dsp/kernel_compressor.inl"

namespace headroom {
namespace {

// What each lane's detector reads, in log2: the peak, the mean, or a mixture on the way from one to the other. The mean is
// twice that of the square: a sine of any level reads its peak.
template <class V, bool kMoves>
HEADROOM_INLINE void detect(CompressorStage& compressor, const float* heard, float* levels, int frames) {
  const V zero = Of<V>::splat(0), half = Of<V>::splat(0.5f), one = Of<V>::splat(1);
  for (int lane = 0; lane < kLanes; lane += Of<V>::width) {
    auto speed = take<V, kMoves>(compressor.rows, CompressorRow::rms_speed, lane);
    auto rms = take<V, kMoves>(compressor.rows, CompressorRow::rms, lane);
    V power = Of<V>::load(compressor.power + lane);
    for (int f = 0; f < frames; ++f) {
      const V x = Of<V>::load(heard + f * kLanes + lane);
      // Worked out this way round, the next frame waits for two operations and not for three.
      const V share = speed.next(), mean_part = rms.next();
      power = (one - share) * power + share * ((x + x) * x);
      V level;
      if constexpr (kMoves) {
        level = (one - mean_part) * level_in_log2(abs(x)) + mean_part * (half * level_in_log2(power));
      } else {
        // One logarithm of what counts: a detector that stands still is one or the other.
        level = (one - half * mean_part) * level_in_log2(select(zero < mean_part, power, abs(x)));
      }
      Of<V>::store(levels + f * kLanes + lane, level);
    }
    Of<V>::store(compressor.power + lane, power);
    speed.put_back(compressor.rows.current[CompressorRow::rms_speed], lane);
    rms.put_back(compressor.rows.current[CompressorRow::rms], lane);
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
    const V full_hold = hold_frames.next(), quick = release.next(), slow = linger_release.next();
    // Both cases are worked out before it is known which it is: the next frame waits for what comes after.
    const V holding_on = max(hold - one, zero);
    const auto holds_full = zero < full_hold, holds_on = zero < holding_on;
    const V falling = select(is_peak, select(holds_full, zero, quick), select(holds_on, zero, quick));
    const V slow_falling = select(is_peak, select(holds_full, zero, slow), select(holds_on, zero, slow));
    hold = select(is_peak, full_hold, holding_on);
    const V speed = select(excess.value < wanted, attack.next(), falling);
    excess.move(speed * (wanted - excess.value), remainder.next());
    // Charged by what is reduced, it falls on its own time towards what is wanted.
    const V slow_charge = charge.next() * (excess.value - lingering.value);
    const V slow_fall = slow_falling * (wanted - lingering.value);
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

// From levels to gains, both log2. `kLinked`: some lane takes over part of its neighbour's reduction.
template <class V, bool kMoves, bool kLinked>
HEADROOM_INLINE void follow_levels(CompressorStage& compressor, const float* levels, float* gains, int frames) {
  const V one = Of<V>::splat(1);
  for (int lane = 0; lane < kLanes; lane += Of<V>::width) {
    auto curve = Curve<V, kMoves>::take(compressor, lane);
    auto release = Release<V, kMoves>::take(compressor, lane);
    auto link = take<V, kMoves>(compressor.rows, CompressorRow::link, lane);
    auto slope = take<V, kMoves>(compressor.rows, CompressorRow::slope, lane);
    auto makeup = take<V, kMoves>(compressor.rows, CompressorRow::makeup_log2, lane);
    V reduction_max = Of<V>::load(compressor.reduction_max + lane);
    for (int f = 0; f < frames; ++f) {
      const float* level = levels + f * kLanes + lane;
      curve.step();
      const V own = Of<V>::load(level);
      V wanted = curve.excess_of(own);
      if constexpr (kLinked) {
        const V link_part = link.next();
        wanted = wanted * (one - link_part) + curve.excess_of(max(Of<V>::neighbour(level, lane), own)) * link_part;
      }
      const V reduction = slope.next() * release.follow(wanted);
      reduction_max = max(reduction, reduction_max);
      Of<V>::store(gains + f * kLanes + lane, makeup.next() - reduction);
    }
    Of<V>::store(compressor.reduction_max + lane, reduction_max);
    curve.put_back(compressor, lane);
    release.put_back(compressor, lane);
    link.put_back(compressor.rows.current[CompressorRow::link], lane);
    slope.put_back(compressor.rows.current[CompressorRow::slope], lane);
    makeup.put_back(compressor.rows.current[CompressorRow::makeup_log2], lane);
  }
}

// out = dry * in + (1 - dry) * gain * in, or the key where it is listened to; `gains` in log2.
template <class V, bool kMoves, bool kListens>
HEADROOM_INLINE void mix_parallel(CompressorStage& compressor, const float* gains, const float* heard, float* block,
                                  int frames) {
  const V one = Of<V>::splat(1);
  for (int lane = 0; lane < kLanes; lane += Of<V>::width) {
    auto dry = take<V, kMoves>(compressor.rows, CompressorRow::dry, lane);
    auto listen = take<V, kMoves>(compressor.rows, CompressorRow::listen, lane);
    for (int f = 0; f < frames; ++f) {
      const int i = f * kLanes + lane;
      const V gain = exp2(Of<V>::load(gains + i));
      V y = Of<V>::load(block + i) * (gain + dry.next() * (one - gain));
      if constexpr (kListens) y = y + listen.next() * (Of<V>::load(heard + i) - y);
      Of<V>::store(block + i, y);
    }
    dry.put_back(compressor.rows.current[CompressorRow::dry], lane);
    listen.put_back(compressor.rows.current[CompressorRow::listen], lane);
  }
}

template <class V, bool kMoves>
static void compress_full(StripBank& bank, const float* heard, float* block, int frames) {
  CompressorStage& compressor = bank.compressor;
  alignas(32) float levels[kGridFrames * kLanes], gains[kGridFrames * kLanes];
  detect<V, kMoves>(compressor, heard, levels, frames);
  const auto& rows = compressor.rows.current;
  if (kMoves || !is_zero(rows[CompressorRow::link]))
    follow_levels<V, kMoves, true>(compressor, levels, gains, frames);
  else
    follow_levels<V, kMoves, false>(compressor, levels, gains, frames);
  if (kMoves || !is_zero(rows[CompressorRow::listen]))
    mix_parallel<V, kMoves, true>(compressor, gains, heard, block, frames);
  else
    mix_parallel<V, kMoves, false>(compressor, gains, heard, block, frames);
}

}  // namespace
}  // namespace headroom
