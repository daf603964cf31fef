// How a meter tap is to be read, as its rows of the table say.
#pragma once

#include <string>

#include "dsp/meters/ppm.h"
#include "dsp/meters/rms.h"
#include "surfaces/display/model/desk_copy.h"

namespace headroom::display {

struct TapScales {
  StripIndex strip = 0;  // /meter/N
  float target_LUFS = -23;
  float lowest_LU = -18, highest_LU = 9;  // EBU Tech 3341: EBU +9, or EBU +18 from -36 LU
  bool is_relative = false;               // LU about the target, else LUFS
  PpmKind ppm = PpmKind::type_I;
  KScale k = KScale::k_20;

  const char* loudness_unit() const { return is_relative ? "LU" : "LUFS"; }
  // As the tap shows a loudness: "-21.8", "+1.2"; one decimal at most (EBU Tech 3341).
  std::string loudness_text(float loudness_LUFS) const;
  // Place 0...1 of a loudness on the scale.
  float place_of(float loudness_LUFS) const;
};

// Of tap 0..kMeterTaps-1.
TapScales scales_of(const DeskCopy& desk, int tap);

// A level as digits: "-12.3", "-∞" for silence, "-" where there is no reading.
std::string level_text(float dB);

}  // namespace headroom::display
