#include "surfaces/display/model/tap_scales.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace headroom::display {
namespace {

constexpr float kSilent_dB = -99.95f;  // what is lower is written as silence

std::string digits(const char* format, float value) {
  char text[16];
  // What rounds to zero has no sign.
  std::snprintf(text, sizeof text, std::abs(value) < 0.05f ? "%.1f" : format,
                static_cast<double>(std::abs(value) < 0.05f ? 0 : value));
  return text;
}

}  // namespace

std::string TapScales::loudness_text(float loudness_LUFS) const {
  if (!is_relative || !(loudness_LUFS > kSilent_dB)) return level_text(loudness_LUFS);
  return digits("%+.1f", loudness_LUFS - target_LUFS);
}

float TapScales::place_of(float loudness_LUFS) const {
  const float place = (loudness_LUFS - target_LUFS - lowest_LU) / (highest_LU - lowest_LU);
  return place > 0 ? std::min(place, 1.0f) : 0.0f;
}

TapScales scales_of(const DeskCopy& desk, int tap) {
  constexpr float kEbu9[] = {-18, 9}, kEbu18[] = {-36, 18};
  TapScales scales;
  scales.strip = desk.table().strip_of(kMeter, tap + 1);
  scales.target_LUFS = desk.value(scales.strip, Param::meter_target);
  const auto& scale = desk.value(scales.strip, Param::meter_scale) < 0.5f ? kEbu9 : kEbu18;
  scales.lowest_LU = scale[0], scales.highest_LU = scale[1];
  scales.is_relative = desk.is_on(scales.strip, Param::meter_relative);
  scales.ppm = static_cast<PpmKind>(static_cast<int>(desk.value(scales.strip, Param::meter_ppm)));
  scales.k = static_cast<KScale>(static_cast<int>(desk.value(scales.strip, Param::meter_k)));
  return scales;
}

std::string level_text(float dB) {
  if (std::isnan(dB)) return "-";
  return dB > kSilent_dB ? digits("%.1f", dB) : "-∞";
}

}  // namespace headroom::display
