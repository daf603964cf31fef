// The compressor with everything it can do besides: RMS detector, part of a link, hold, auto release, slow releases
// kept exact, parallel mix, listening to the key. A bank runs it only while one of its lanes needs it; the other lanes
// come out with the same bits as from compress().
#pragma once

#include "dsp/kernel_compressor.inl"

namespace headroom {
namespace {

// Twice the mean square, lane by lane: a sine of any level reads the square of its peak.
template <class V, bool kMoves>
HEADROOM_INLINE void measure_power(CompressorStage& compressor, const float* heard, float* power, int frames) {
  for (int lane = 0; lane < kLanes; lane += Of<V>::width) {
    auto speed = take<V, kMoves>(compressor.rows, CompressorRow::rms_speed, lane);
    V sum = Of<V>::load(compressor.power + lane);
    for (int f = 0; f < frames; ++f) {
      const V x = Of<V>::load(heard + f * kLanes + lane);
      sum = sum + speed.next() * ((x + x) * x - sum);
      Of<V>::store(power + f * kLanes + lane, sum);
    }
    Of<V>::store(compressor.power + lane, sum);
    speed.put_back(compressor.rows.current[CompressorRow::rms_speed], lane);
  }
}

// Levels of one detector in log2: the lane's own, and the louder one of its pair.
struct DetectedLevels {
  alignas(32) float own[kGridFrames * kLanes];
  alignas(32) float louder[kGridFrames * kLanes];
};

// `scale` 1 for amplitudes, 0.5 for powers.
template <class V>
HEADROOM_INLINE void detect(const float* amounts, float scale, DetectedLevels& levels, int frames) {
  each_sample<V>(frames, [&](auto of, int i) HEADROOM_INLINED {
    const auto own = abs(of.load(amounts + i));
    const auto other = abs(of.neighbour(amounts + i, i));
    of.store(levels.own + i, of.splat(scale) * level_in_log2(own));
    of.store(levels.louder + i, of.splat(scale) * level_in_log2(max(other, own)));
  });
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
    hold = count_hold(hold, excess.value <= wanted + Of<V>::splat(kStillThere), hold_frames.next());
    const auto holds = zero < hold;
    const V falling = select(holds, zero, release.next());
    const V speed = select(excess.value < wanted, attack.next(), falling);
    excess.move(speed * (wanted - excess.value), remainder.next());
    // Charged by what is reduced, it falls on its own time towards what is wanted.
    const V slow_charge = charge.next() * (excess.value - lingering.value);
    const V slow_fall = select(holds, zero, linger_release.next()) * (wanted - lingering.value);
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

// out = dry * in + (1 - dry) * gain * in, or the key while it is listened to.
template <class V, bool kMoves>
HEADROOM_INLINE void mix_parallel(CompressorStage& compressor, const float* gains, const float* heard, float* block,
                                  int frames) {
  const V one = Of<V>::splat(1);
  for (int lane = 0; lane < kLanes; lane += Of<V>::width) {
    auto dry = take<V, kMoves>(compressor.rows, CompressorRow::dry, lane);
    auto listen = take<V, kMoves>(compressor.rows, CompressorRow::listen, lane);
    for (int f = 0; f < frames; ++f) {
      const int i = f * kLanes + lane;
      const V gain = Of<V>::load(gains + i);
      const V y = Of<V>::load(block + i) * (gain + dry.next() * (one - gain));
      Of<V>::store(block + i, y + listen.next() * (Of<V>::load(heard + i) - y));
    }
    dry.put_back(compressor.rows.current[CompressorRow::dry], lane);
    listen.put_back(compressor.rows.current[CompressorRow::listen], lane);
  }
}

template <class V, bool kMoves>
static void compress_full(StripBank& bank, const float* heard, float* block, int frames) {
  CompressorStage& compressor = bank.compressor;
  alignas(32) float power_then_gain[kGridFrames * kLanes];
  DetectedLevels peaks, means;
  measure_power<V, kMoves>(compressor, heard, power_then_gain, frames);
  detect<V>(heard, 1.0f, peaks, frames);
  detect<V>(power_then_gain, 0.5f, means, frames);

  const V one = Of<V>::splat(1);
  for (int lane = 0; lane < kLanes; lane += Of<V>::width) {
    auto curve = Curve<V, kMoves>::take(compressor, lane);
    auto release = Release<V, kMoves>::take(compressor, lane);
    auto rms = take<V, kMoves>(compressor.rows, CompressorRow::rms, lane);
    auto link = take<V, kMoves>(compressor.rows, CompressorRow::link, lane);
    auto slope = take<V, kMoves>(compressor.rows, CompressorRow::slope, lane);
    auto makeup = take<V, kMoves>(compressor.rows, CompressorRow::makeup_log2, lane);
    V reduction_max = Of<V>::load(compressor.reduction_max + lane);
    for (int f = 0; f < frames; ++f) {
      const int i = f * kLanes + lane;
      curve.step();
      const V mean_part = rms.next(), link_part = link.next();
      const auto level = [&](const float* peak, const float* mean) HEADROOM_INLINED {
        const V peak_log2 = Of<V>::load(peak + i);
        return peak_log2 + mean_part * (Of<V>::load(mean + i) - peak_log2);
      };
      const V own = curve.excess_of(level(peaks.own, means.own));
      const V louder = curve.excess_of(level(peaks.louder, means.louder));
      const V excess = release.follow(own * (one - link_part) + louder * link_part);
      const V reduction = slope.next() * excess;
      reduction_max = max(reduction, reduction_max);
      Of<V>::store(power_then_gain + i, makeup.next() - reduction);
    }
    Of<V>::store(compressor.reduction_max + lane, reduction_max);
    curve.put_back(compressor, lane);
    release.put_back(compressor, lane);
    rms.put_back(compressor.rows.current[CompressorRow::rms], lane);
    link.put_back(compressor.rows.current[CompressorRow::link], lane);
    slope.put_back(compressor.rows.current[CompressorRow::slope], lane);
    makeup.put_back(compressor.rows.current[CompressorRow::makeup_log2], lane);
  }
  each_sample<V>(frames, [&](auto of, int i) HEADROOM_INLINED {
    of.store(power_then_gain + i, exp2(of.load(power_then_gain + i)));
  });
  mix_parallel<V, kMoves>(compressor, power_then_gain, heard, block, frames);
}

}  // namespace
}  // namespace headroom
