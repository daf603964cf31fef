// The sound level meter of the desk: A, C and Z side by side on one microphone, the equivalent levels of the rules for
// loud events, and their limits. No thread; fed with the input's sound.
#pragma once

#include <array>
#include <ctime>
#include <string>
#include <utility>
#include <vector>

#include "console/meters/meter_settings.h"
#include "dsp/meters/sound_level.h"

namespace headroom {

// One second, for the log: what all longer windows can be worked out from.
struct SoundSecond {
  double leq_A_dB, leq_C_dB, leq_Z_dB, peak_C_dB, full_scale_dB_SPL, correction_dB;
};

class SoundLevels {
 public:
  SoundLevels(const TapAim& aim, const SoundLevelSettings& settings);
  void follow(const SoundLevelSettings& settings);

  // The next samples, which end at the time of day `now`; seconds that end in them are added to `ended`. The same for
  // pieces of any length.
  void process(const float* samples, int frames, std::time_t now, std::vector<SoundSecond>& ended);
  void miss(uint64_t frames) { lost_frames_ += frames; }

  SoundLevelReading reading() const;
  // What is to be told people since the last call: a limit that has been passed, or is kept again.
  std::vector<std::string> take_sentences() { return std::exchange(sentences_, {}); }

 private:
  // What a limit looks at: how long it is, and how much of it has been measured.
  struct Window {
    int64_t seconds, measured_s;
  };
  Window window_of(const SoundLimit& limit) const;
  double level_at_limit_dB(const SoundLimit& limit) const;
  bool is_over(const SoundLimit& limit, double limit_dB) const;
  void look_at_limits();
  void look_at_peak();
  SoundLevelReading::Limit read_limit(const SoundLimit& limit) const;
  const SoundLevelMeter& meter(FrequencyWeighting weighting) const { return meters_[static_cast<size_t>(weighting)]; }

  TapAim aim_;
  SoundLevelSettings settings_;
  std::array<SoundLevelMeter, kSoundWeightings> meters_;  // A, C, Z
  std::array<bool, kSoundLimits> is_passed_{};
  bool is_peak_passed_ = false;
  int64_t into_half_hour_s_ = 0;  // of the clock, at the end of the last second
  uint64_t frames_ = 0, lost_frames_ = 0;
  int64_t seconds_ = 0;  // of meters_, as last looked at
  std::vector<std::string> sentences_;
};

}  // namespace headroom
