// How the meters are set up, as the control thread tells the meter thread.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "console/meters/meter_reading.h"
#include "console/show.h"
#include "dsp/meters/frequency_weighting.h"
#include "dsp/meters/ppm.h"
#include "dsp/meters/vu.h"

namespace headroom {

struct TapSettings {
  bool is_running = true;  // integrated loudness, range and maxima
  PpmKind ppm = PpmKind::type_I;
  double zero_VU_dBFS = kZeroVU_dBFS;
  int bands_per_octave = 3;
  double average_s = 0.125;  // of the bands
  uint64_t resets = 0;       // counted up by each reset
  std::string name{};        // of what the tap hears, for sentences

  bool operator==(const TapSettings&) const = default;
};

struct SoundLimit {
  bool is_on = false;
  double level_dB = 99;
  int window_min = 15;
  bool by_the_clock = false;  // the window is not the last 30 minutes but the half hour of the clock that runs
  FrequencyWeighting weighting = FrequencyWeighting::A;

  bool operator==(const SoundLimit&) const = default;
};

struct SoundLevelSettings {
  double full_scale_dB_SPL = 120;
  std::array<SoundLimit, kSoundLimits> limits;
  double correction_dB = 0;  // what the loudest place of the audience has more than the microphone
  bool has_peak_limit = false;
  double peak_limit_dB = 135;  // of the C-weighted pressure
  bool is_logging = false;
  uint64_t resets = 0;

  bool operator==(const SoundLevelSettings&) const = default;
};

struct MeterSettings {
  std::array<TapSettings, kMeterTaps> taps;
  SoundLevelSettings sound_level;

  bool operator==(const MeterSettings&) const = default;
};

// As the show has them; resets are nobody's value, and 0.
MeterSettings meter_settings(const Show& show);

}  // namespace headroom
