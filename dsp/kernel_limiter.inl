// The stages of the look-ahead limiter (limiter.h): find the true peaks, work out the gain they need, hold the lowest,
// let it recover, glide there, and multiply the waiting sound.
#pragma once

#include <cstring>

#include "dsp/kernel_pairs.inl"
#include "dsp/kernel_value.inl"
#include "dsp/limiter.h"

namespace headroom {
namespace {

// Weights of the interpolator for the points a half and a quarter of the way between two samples, from the inner pair
// of taps outwards: minimax fits to the ideal delay from 0 to 0.4375 of the sample rate (21 kHz at 48 kHz), +-0.03 dB
// there. The quarter is kept as its even and odd part, so that the point three quarters of the way comes for nothing.
// The table that BS.1770 Annex 2 prints is 0.11 dB off to 0.42 and 0.7 dB at 0.4375.
constexpr float kHalf[kPeakTaps / 2] = {0.63446512f, -0.20581238f, 0.11689667f, -0.07681502f,
                                        0.05333664f, -0.03772187f, 0.02663117f, -0.01850260f,
                                        0.01249118f, -0.00807670f, 0.00490385f, -0.00361081f};
constexpr float kQuarterEven[kPeakTaps / 2] = {0.59868651f, -0.14981617f, 0.08356399f, -0.05464105f,
                                               0.03786329f, -0.02675101f, 0.01887469f, -0.01310870f,
                                               0.00884749f, -0.00571966f, 0.00347226f, -0.00255621f};
constexpr float kQuarterOdd[kPeakTaps / 2] = {0.29931127f, -0.02493817f, 0.00832664f, -0.00387526f,
                                              0.00207842f, -0.00119383f, 0.00070700f, -0.00042125f,
                                              0.00024769f, -0.00014099f, 0.00007599f, -0.00004762f};

// The point in the middle of b and c, through four neighbours of a signal sampled four times as often as it needs:
// 0.03 dB off at 0.4 of the sample rate.
template <class V>
HEADROOM_INLINE V middle(V a, V b, V c, V d) {
  return Of<V>::splat(0.5625f) * (b + c) - Of<V>::splat(0.0625f) * (a + d);
}

// The points between two samples, from the taps around them: half of the way, and the even and odd part of a quarter.
template <class V>
struct Between {
  V half, even, odd;
};

// load(0) is the sample in front of the interval, load(1) the one behind it, load(-11) to load(12) the other taps.
template <class V, class Load>
HEADROOM_INLINE Between<V> interpolate(const Load& load) {
  Between<V> points{Of<V>::splat(0), Of<V>::splat(0), Of<V>::splat(0)};
  for (int tap = 0; tap < kPeakTaps / 2; ++tap) {
    const V a = load(-tap);
    const V b = load(1 + tap);
    const V sum = a + b;
    points.half = points.half + Of<V>::splat(kHalf[tap]) * sum;
    points.even = points.even + Of<V>::splat(kQuarterEven[tap]) * sum;
    points.odd = points.odd + Of<V>::splat(kQuarterOdd[tap]) * (a - b);
  }
  return points;
}

// The highest point of an interval: the sample in front of it, and seven points behind that one; the last of them is
// that of the interval before.
template <class V>
HEADROOM_INLINE V highest(V here, V next, V half, V quarter, V three_quarters, V last_half, V last_three_quarters) {
  const V points = max(max(abs(here), abs(quarter)), max(abs(half), abs(three_quarters)));
  const V early = max(abs(middle(last_half, last_three_quarters, here, quarter)),
                      abs(middle(last_three_quarters, here, quarter, half)));
  const V late =
      max(abs(middle(here, quarter, half, three_quarters)), abs(middle(quarter, half, three_quarters, next)));
  return max(points, max(early, late));
}

// The chunk behind what came before it.
HEADROOM_INLINE void remember(LimiterStage& limiter, const float* block, int frames) {
  std::memcpy(limiter.recent[kPeakTaps - 1], block, sizeof(float) * kLanes * static_cast<size_t>(frames));
}
HEADROOM_INLINE void forget(LimiterStage& limiter, int frames) {
  std::memmove(limiter.recent[0], limiter.recent[frames], sizeof(float) * kLanes * (kPeakTaps - 1));
}

// For each frame of these lanes the highest point of the interval between the samples 12 and 11 frames ago.
template <class V>
HEADROOM_INLINE void find_peaks_of(LimiterStage& limiter, int first_lane, int end_lane, int frames) {
  for (int lane = first_lane; lane < end_lane; lane += Of<V>::width) {
    V last_half = Of<V>::load(limiter.last_half + lane);
    V last_three_quarters = Of<V>::load(limiter.last_three_quarters + lane);
    for (int f = 0; f < frames; ++f) {
      const float* older = limiter.recent[f + kPeakTaps / 2 - 1] + lane;
      const auto load = [=](int frame) HEADROOM_INLINED { return Of<V>::load(older + frame * kLanes); };
      const Between<V> points = interpolate<V>(load);
      const V quarter = points.even + points.odd, three_quarters = points.even - points.odd;
      Of<V>::store(limiter.peaks[f] + lane,
                   highest(load(0), load(1), points.half, quarter, three_quarters, last_half, last_three_quarters));
      last_half = points.half;
      last_three_quarters = three_quarters;
    }
    Of<V>::store(limiter.last_half + lane, last_half);
    Of<V>::store(limiter.last_three_quarters + lane, last_three_quarters);
  }
}

template <class V>
static void find_peaks(LimiterStage& limiter, const float* block, int frames) {
  remember(limiter, block, frames);
  find_peaks_of<V>(limiter, 0, kLanes, frames);
  forget(limiter, frames);
}

#ifdef __AVX2__

// The same for one pair of lanes: four frames side by side, for nothing here waits for the frame before.
HEADROOM_INLINE void find_peaks_of_two(LimiterStage& limiter, int lane, int frames) {
  constexpr int kAtOnce = kLanes / 2;
  // One frame more at the end than there may be: of the last four, some may lie behind the chunk.
  alignas(32) float sound[(kPeakTaps - 1 + kGridFrames + kAtOnce) * 2] = {};
  for (int f = 0; f < kPeakTaps - 1 + frames; ++f) store_pair(sound + 2 * f, load_pair(limiter.recent[f] + lane));
  const auto pair = [=](const float* from) HEADROOM_INLINED {
    const double both = load_pair(from + lane);
    return row_of(Pairs{both, both, both, both});
  };
  // The frames before these four: the last of the four before, then all but the last of these.
  const auto delayed = [](Lanes before, Lanes now) HEADROOM_INLINED {
    return Lanes{__builtin_shufflevector(before.part[0], now.part[0], 6, 7, 8, 9, 10, 11, 12, 13)};
  };
  Lanes last_half = pair(limiter.last_half), last_three_quarters = pair(limiter.last_three_quarters);
  for (int f = 0; f < frames; f += kAtOnce) {
    const float* older = sound + 2 * (f + kPeakTaps / 2 - 1);
    const auto load = [=](int frame) HEADROOM_INLINED { return Lanes{_mm256_loadu_ps(older + 2 * frame)}; };
    const Between<Lanes> points = interpolate<Lanes>(load);
    const Lanes quarter = points.even + points.odd, three_quarters = points.even - points.odd;
    const Pairs peaks =
        pairs_of(highest(load(0), load(1), points.half, quarter, three_quarters, delayed(last_half, points.half),
                         delayed(last_three_quarters, three_quarters)));
    last_half = points.half;
    last_three_quarters = three_quarters;
    const int now = frames - f < kAtOnce ? frames - f : kAtOnce;
    for (int i = 0; i < now; ++i) store_pair(limiter.peaks[f + i] + lane, peaks[i]);
  }
  const int last = (frames - 1) % kAtOnce;
  store_pair(limiter.last_half + lane, pairs_of(last_half)[last]);
  store_pair(limiter.last_three_quarters + lane, pairs_of(last_three_quarters)[last]);
}

#endif

template <class V>
static void find_peaks_of_pair(LimiterStage& limiter, int pair, const float* block, int frames) {
  remember(limiter, block, frames);
  std::memset(limiter.peaks, 0, sizeof(limiter.peaks[0]) * static_cast<size_t>(frames));
#ifdef __AVX2__
  find_peaks_of_two(limiter, 2 * pair, frames);
#else
  find_peaks_of<float>(limiter, 2 * pair, 2 * pair + 2, frames);
#endif
  forget(limiter, frames);
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
  const int start = limiter.glide_position;
  for (int lane = 0; lane < kLanes; lane += Of<V>::width) {
    for (int level = 0; level < limiter.glide_levels; ++level) {
      // A ring of twice `apart` rows: what lies half-way round it from the oldest is as far from the newest.
      const int apart = kLanes << level, mask = 2 * apart - 1;
      float* past = limiter.glide[2 * ((1 << level) - 1)] + lane;
      int at = (start * kLanes) & mask;
      for (int f = 0; f < frames; ++f) {
        float* oldest = past + at;
        float* frame = gains + f * kLanes + lane;
        const V newest = Of<V>::load(frame);
        const V between = Of<V>::load(past + (at ^ apart));
        const V result = quarter * (newest + Of<V>::load(oldest)) + half * between;
        Of<V>::store(oldest, newest);
        Of<V>::store(frame, result);
        at = (at + kLanes) & mask;
      }
    }
  }
  limiter.glide_position = (start + frames) & ((2 << kMaxGlideLevels) - 1);
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
