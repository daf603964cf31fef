// A sound level meter (IEC 61672-1) for a calibrated microphone: fast and slow levels, the equivalent level over
// sliding times, and the peak. Levels are dB above 20 uPa once the meter knows what full scale stands for.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "dsp/meters/frequency_weighting.h"

namespace headroom {

// The times of the rules for loud events (LAeq,15min and its kin).
inline constexpr std::array<int, 5> kLeqMinutes = {1, 5, 10, 15, 60};

// One channel, one weighting.
class SoundLevelMeter {
 public:
  // `full_scale_dB_SPL`: the level of a sine at full scale (0 dBFS by AES17), found with a calibrator. 0 reads dBFS.
  // Allocates; nothing after it does.
  SoundLevelMeter(FrequencyWeighting weighting, double sample_rate, double full_scale_dB_SPL);

  // The same levels for blocks of any length. The audio thread may.
  void process(const float* samples, int frames);
  void reset();
  // What full scale stands for from here on; what has been measured is read anew with it.
  void calibrate(double full_scale_dB_SPL) { full_scale_dB_SPL_ = full_scale_dB_SPL; }

  double fast_dB() const { return dB_of_square(fast_); }  // 125 ms
  double slow_dB() const { return dB_of_square(slow_); }  // 1 s
  double max_fast_dB() const { return dB_of_square(max_fast_); }
  double max_slow_dB() const { return dB_of_square(max_slow_); }
  // Of the weighted pressure, without time weighting: LCpeak with weighting C. A sine's lies 3 dB above its level.
  double peak_dB() const { return dB_of_square(peak_); }
  double peak_of_last_second_dB() const { return dB_of_square(last_second_peak_); }

  // The equivalent level of the last whole seconds, at most so many minutes of them (1..60): of what there is since
  // reset() when that is less. -infinity before the first second.
  double leq_dB(int minutes) const { return leq_of_last_dB(60 * minutes); }
  double leq_of_last_dB(int64_t seconds) const;
  // The highest that leq_dB() was at the end of any second with all its minutes full; -infinity before.
  double max_leq_dB(size_t which_of_kLeqMinutes) const;
  double leq_since_reset_dB() const;
  int64_t seconds() const { return seconds_; }  // whole ones since reset()

 private:
  void end_second();
  double window_energy(int64_t seconds) const;
  double dB_of_square(double mean_square) const;

  WeightingFilter filter_;
  double sample_rate_, full_scale_dB_SPL_, fast_rise_, slow_rise_;
  double fast_ = 0, slow_ = 0, max_fast_ = 0, max_slow_ = 0, peak_ = 0;
  double second_peak_ = 0, last_second_peak_ = 0;  // of the second that runs, of the last whole one
  double second_energy_ = 0, all_energy_ = 0;
  int64_t frame_ = 0, second_end_;  // frames since reset()
  int64_t seconds_ = 0;
  std::vector<double> per_second_;  // mean squares, a ring of an hour
  std::array<double, kLeqMinutes.size()> max_leq_{};
};

}  // namespace headroom
