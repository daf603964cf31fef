// The loudness meter of EBU mode (EBU Tech 3341 and 3342, ITU-R BS.1770-5): momentary, short-term and integrated
// loudness, loudness range, and the maxima. Fed with blocks of any length, it reads the same: all its windows end at
// multiples of 10 ms of audio time.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "dsp/meters/k_weighting.h"
#include "dsp/meters/loudness_histogram.h"

namespace headroom {

inline constexpr double kEbuTarget_LUFS = -23;  // EBU R 128; what 0 LU stands for

class LoudnessMeter {
 public:
  // One weight a channel: loudness_weight() of its loudspeaker, 0 for an LFE. Mono is one channel of weight 1: the
  // standard knows no compensation for two loudspeakers. Allocates; nothing after it does. Starts running.
  LoudnessMeter(std::span<const double> weights, double sample_rate);

  // The next frames, channels[channel][frame], full scale 1. The audio thread may.
  void process(const float* const* channels, int frames);

  // The programme is over: the loudness range takes the 1.5 s of silence that EBU Tech 3342 adds to a file.
  void finish();

  // Integrated loudness, range and maxima begin anew, go on, or stand still; momentary and short-term go on always.
  // What counts lies wholly in running time: the first blocks end 400 ms and 3 s after reset() or start().
  void reset();
  void start();
  void pause();
  bool is_running() const { return running_; }
  double measured_s() const;  // running time since reset()

  // LUFS; -infinity for silence.
  double momentary_LUFS() const { return loudness_LUFS(momentary_power_); }    // 400 ms
  double short_term_LUFS() const { return loudness_LUFS(short_term_power_); }  // 3 s
  double max_momentary_LUFS() const { return loudness_LUFS(max_momentary_power_); }
  double max_short_term_LUFS() const { return loudness_LUFS(max_short_term_power_); }
  double integrated_LUFS() const { return blocks_.gated_LUFS(); }
  double range_LU() const { return short_terms_.range_LU(); }
  // A range of less than a minute says little (EBU Tech 3342); show it as such.
  bool has_stable_range() const { return measured_s() >= 60; }
  // Of one channel alone, without its weight, over 400 ms.
  double channel_momentary_LUFS(int channel) const;

 private:
  // Two channels' filters and what they have summed since the last hop.
  struct Pair {
    BiquadState<TwoChannels> shelf, high_pass;
    TwoChannels energy{};
  };
  int64_t frame_after_hop(int64_t hop) const;
  void filter(const float* const* channels, int from, int to);
  void end_hop();
  double mean_power(int window_hops, int64_t first_hop) const;
  void count_blocks();

  double sample_rate_;
  KWeighting weighting_;
  std::vector<double> weights_;
  std::vector<Pair> pairs_;
  std::vector<double> hop_energy_;      // weighted sum over the channels, a ring of 3 s
  std::vector<double> channel_energy_;  // [channel][hop], a ring of 400 ms
  int64_t frame_ = 0, hop_ = 0;         // since the beginning
  int64_t running_hops_ = 0;            // since reset() or start()
  int64_t measured_hops_ = 0;           // since reset(), without pauses
  bool running_ = true;
  double momentary_power_ = 0, short_term_power_ = 0;
  double max_momentary_power_ = 0, max_short_term_power_ = 0;
  LoudnessHistogram blocks_, short_terms_;
};

}  // namespace headroom
