// The stages of the look-ahead limiter (limiter.h): find the true peaks, work out the gain they need, hold the lowest,
// let it recover, glide there, and multiply the waiting sound.
#pragma once

#include "dsp/kernel_value.inl"
#include "dsp/limiter.h"

namespace headroom {
namespace {

// Weights of the interpolator for the points a half and a quarter of the way between two samples, from the inner pair
// of taps outwards: minimax fits to the ideal delay from 0 to 0.4375 of the sample rate (21 kHz at 48 kHz), +-0.03 dB
// there. The quarter is kept as its even and odd part, so that the point three quarters of the way comes for nothing.
// The table that BS.1770 Annex 2 prints is 0.11 dB off to 0.42 and 0.7 dB at 0.4375.
constexpr float kHalf[kPeakTaps / 2] = {
    0.63446512f, -0.20581238f, 0.11689667f, -0.07681502f, 0.05333664f, -0.03772187f,
    0.02663117f, -0.01850260f, 0.01249118f, -0.00807670f, 0.00490385f, -0.00361081f};
constexpr float kQuarterEven[kPeakTaps / 2] = {
    0.59868651f, -0.14981617f, 0.08356399f, -0.05464105f, 0.03786329f, -0.02675101f,
    0.01887469f, -0.01310870f, 0.00884749f, -0.00571966f, 0.00347226f, -0.00255621f};
constexpr float kQuarterOdd[kPeakTaps / 2] = {
    0.29931127f, -0.02493817f, 0.00832664f, -0.00387526f, 0.00207842f, -0.00119383f,
    0.00070700f, -0.00042125f, 0.00024769f, -0.00014099f, 0.00007599f, -0.00004762f};

// The point in the middle of b and c, through four neighbours of a signal sampled four times as often as it needs:
// 0.03 dB off at 0.4 of the sample rate.
template <class V>
HEADROOM_INLINE V middle(V a, V b, V c, V d) {
  return Of<V>::splat(0.5625f) * (b + c) - Of<V>::splat(0.0625f) * (a + d);
}

// For each frame the highest point of the interval between the samples 12 and 11 frames ago: the sample, and seven
// points behind it (the last of them is that of the interval before).
template <class V>
static void find_peaks(LimiterStage& limiter, const float* block, int frames) {
  float* peaks = limiter.peaks[0];
  for (int lane = 0; lane < kLanes; lane += Of<V>::width) {
    float* recent = limiter.recent[0] + lane;
    for (int f = 0; f < frames; ++f)
      Of<V>::store(recent + (kPeakTaps - 1 + f) * kLanes, Of<V>::load(block + f * kLanes + lane));
    V last_half = Of<V>::load(limiter.last_half + lane);
    V last_three_quarters = Of<V>::load(limiter.last_three_quarters + lane);
    for (int f = 0; f < frames; ++f) {
      const float* older = recent + (f + kPeakTaps / 2 - 1) * kLanes;
      const float* newer = older + kLanes;
      V half = Of<V>::splat(0), even = half, odd = half;
      for (int tap = 0; tap < kPeakTaps / 2; ++tap) {
        const V a = Of<V>::load(older - tap * kLanes);
        const V b = Of<V>::load(newer + tap * kLanes);
        const V sum = a + b;
        half = half + Of<V>::splat(kHalf[tap]) * sum;
        even = even + Of<V>::splat(kQuarterEven[tap]) * sum;
        odd = odd + Of<V>::splat(kQuarterOdd[tap]) * (a - b);
      }
      const V here = Of<V>::load(older), next = Of<V>::load(newer);
      const V quarter = even + odd, three_quarters = even - odd;
      const V points = max(max(abs(here), abs(quarter)), max(abs(half), abs(three_quarters)));
      const V early = max(abs(middle(last_half, last_three_quarters, here, quarter)),
                          abs(middle(last_three_quarters, here, quarter, half)));
      const V late = max(abs(middle(here, quarter, half, three_quarters)),
                         abs(middle(quarter, half, three_quarters, next)));
      Of<V>::store(peaks + f * kLanes + lane, max(points, max(early, late)));
      last_half = half;
      last_three_quarters = three_quarters;
    }
    Of<V>::store(limiter.last_half + lane, last_half);
    Of<V>::store(limiter.last_three_quarters + lane, last_three_quarters);
    for (int f = 0; f < kPeakTaps - 1; ++f)
      Of<V>::store(recent + f * kLanes, Of<V>::load(recent + (f + frames) * kLanes));
  }
}

// The gain each frame's peak needs, held: the lowest of the last hold_frames() ones. They come in groups of that many;
// when a group is full, it becomes the minima from each of its frames to its end, and the window is always the end of
// one group and the beginning of the next (van Herk's way: three comparisons a frame whatever the length).
template <class V, bool kMoves>
HEADROOM_INLINE void hold_gains(LimiterStage& limiter, const float* peaks, float* gains, int frames) {
  const int group = hold_frames(limiter.glide_levels);
  for (int lane = 0; lane < kLanes; lane += Of<V>::width) {
    auto ceiling = take<V, kMoves>(limiter.rows, LimiterRow::ceiling, lane);
    const V link = Of<V>::load(limiter.link + lane);
    V so_far = Of<V>::load(limiter.hold_so_far + lane);
    int position = limiter.hold_position;
    for (int f = 0; f < frames; ++f) {
      const float* peak = peaks + f * kLanes + lane;
      const V highest = max(Of<V>::load(peak), link * Of<V>::neighbour(peak, lane));
      const V limit = ceiling.next();
      const V needed = limit / max(highest, limit);
      so_far = min(needed, so_far);
      Of<V>::store(limiter.held[position] + lane, needed);
      if (++position < group) {
        Of<V>::store(gains + f * kLanes + lane, min(so_far, Of<V>::load(limiter.held[position] + lane)));
        continue;
      }
      Of<V>::store(gains + f * kLanes + lane, so_far);
      for (int i = group - 2; i >= 0; --i)
        Of<V>::store(limiter.held[i] + lane,
                     min(Of<V>::load(limiter.held[i] + lane), Of<V>::load(limiter.held[i + 1] + lane)));
      so_far = Of<V>::splat(1);
      position = 0;
    }
    Of<V>::store(limiter.hold_so_far + lane, so_far);
    ceiling.put_back(limiter.rows.current[LimiterRow::ceiling], lane);
  }
  limiter.hold_position = (limiter.hold_position + frames) % group;
}

// Down at once, up in two stages: quickly to where the gain was on average of late, and with that average from there.
// So a short peak is forgotten quickly, and a dense passage does not pump.
template <class V, bool kMoves>
HEADROOM_INLINE void recover(LimiterStage& limiter, float* gains, int frames) {
  const V slower = Of<V>::splat(1.0f / 7);  // seven times, and once more for the quick one that follows it
  for (int lane = 0; lane < kLanes; lane += Of<V>::width) {
    auto recovery = take<V, kMoves>(limiter.rows, LimiterRow::recovery, lane);
    V average = Of<V>::load(limiter.average + lane);
    V gain = Of<V>::load(limiter.recovered + lane);
    for (int f = 0; f < frames; ++f) {
      float* frame = gains + f * kLanes + lane;
      const V held = Of<V>::load(frame);
      const V speed = recovery.next();
      average = average + slower * speed * (held - average);
      gain = min(held, gain + speed * (min(held, average) - gain));
      Of<V>::store(frame, gain);
    }
    Of<V>::store(limiter.average + lane, average);
    Of<V>::store(limiter.recovered + lane, gain);
    recovery.put_back(limiter.rows.current[LimiterRow::recovery], lane);
  }
}

// A smooth curve from gain to gain: a running mean over 2^levels frames, twice, which never goes above what it passes
// over long enough. Level by level, each a weighting of 1/4, 1/2, 1/4 over frames twice as far apart as the one before,
// so that no running sum collects rounding errors and a gain of 1 stays exactly 1.
template <class V>
HEADROOM_INLINE void glide(LimiterStage& limiter, float* gains, int frames) {
  const V half = Of<V>::splat(0.5f), quarter = Of<V>::splat(0.25f);
  for (int lane = 0; lane < kLanes; lane += Of<V>::width) {
    for (int level = 0; level < limiter.glide_levels; ++level) {
      const int apart = 1 << level, mask = 2 * apart - 1;
      float* past = limiter.glide[2 * (apart - 1)] + lane;
      for (int f = 0; f < frames; ++f) {
        const int position = limiter.glide_position + f;
        float* oldest = past + (position & mask) * kLanes;
        float* frame = gains + f * kLanes + lane;
        const V newest = Of<V>::load(frame);
        const V between = Of<V>::load(past + ((position + apart) & mask) * kLanes);
        const V result = quarter * (newest + Of<V>::load(oldest)) + half * between;
        Of<V>::store(oldest, newest);
        Of<V>::store(frame, result);
      }
    }
  }
  limiter.glide_position = (limiter.glide_position + frames) & ((2 << kMaxGlideLevels) - 1);
}

template <class V, bool kMoves>
static void limit(LimiterStage& limiter, float* block, int frames) {
  alignas(32) float gains[kGridFrames * kLanes];
  hold_gains<V, kMoves>(limiter, limiter.peaks[0], gains, frames);
  recover<V, kMoves>(limiter, gains, frames);
  glide<V>(limiter, gains, frames);

  const int latency = latency_frames(limiter.glide_levels);
  const V one = Of<V>::splat(1);
  for (int lane = 0; lane < kLanes; lane += Of<V>::width) {
    auto wet = take<V, kMoves>(limiter.rows, LimiterRow::wet, lane);
    V gain_min = Of<V>::load(limiter.gain_min + lane);
    int position = limiter.sound_position;
    for (int f = 0; f < frames; ++f) {
      float* frame = block + f * kLanes + lane;
      float* waiting = limiter.sound[position] + lane;
      const V gain = Of<V>::load(gains + f * kLanes + lane);
      const V now = Of<V>::load(frame);
      const V share = wet.next();
      gain_min = min(gain, gain_min);
      Of<V>::store(frame, share * (Of<V>::load(waiting) * gain) + (one - share) * now);
      Of<V>::store(waiting, now);
      if (++position == latency) position = 0;
    }
    Of<V>::store(limiter.gain_min + lane, gain_min);
    wet.put_back(limiter.rows.current[LimiterRow::wet], lane);
  }
  limiter.sound_position = (limiter.sound_position + frames) % latency;
}

}  // namespace
}  // namespace headroom
