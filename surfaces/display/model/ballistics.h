// How a level meter moves: up at once, back by 20 dB in 1.7 s, its highest point marked for 1.5 s (IEC 60268-18 spirit,
// screen.md section 5). Time is audio time: a slow screen shows the same numbers as a quick one.
#pragma once

#include <cstdint>

namespace headroom::display {

inline constexpr float kSilence_dB = -144.0f;
inline constexpr float kRelease_dB_per_s = 20.0f / 1.7f;
inline constexpr float kHold_s = 1.5f;
inline constexpr float kNumeric_s = 0.25f;  // digits that change faster cannot be read
inline constexpr float kRmsTime_s = 0.3f;   // of the one-pole average that the body shows

// Linear to dB, kSilence_dB at the least.
float dB_of_gain(float gain);

// Where a level stands on the IEC 60268-18 scale as Ardour and JACK's meters draw it (-70...+6 dBFS), 0 bottom ... 1
// top.
float iec_deflection(float dB);

struct LevelMeter {
  float peak_dB = kSilence_dB;  // falls back slowly
  float hold_dB = kSilence_dB;
  float hold_age_s = 0;
  float mean_square = 0;                                              // averaged over kRmsTime_s
  float max_dB = kSilence_dB;                                         // since cleared
  float numeric_peak_dB = kSilence_dB, numeric_rms_dB = kSilence_dB;  // for digits: renewed kNumeric_s apart
  float numeric_age_s = 0;
  bool was_full = false;  // a peak at or above full scale, since cleared

  // `peak` and `mean_square` are linear, over the `seconds` of audio since the last call.
  void feed(float peak, float mean_square, float seconds);
  float rms_dB() const;
  void clear() { was_full = false, max_dB = kSilence_dB; }
};

// A gain reduction: down at once, back by at most 60 dB a second, so that one block's dip can be seen.
struct ReductionMeter {
  float gain_dB = 0;  // <= 0
  void feed(float lowest_gain, float seconds);
};

}  // namespace headroom::display
