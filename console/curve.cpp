#include "console/curve.h"

#include <algorithm>
#include <cmath>

namespace headroom {
namespace {

// One straight piece of the fader law: dB = slope * position + offset from `from_position` upwards.
struct FaderSegment {
  float from_position, slope_dB, offset_dB;
};

constexpr FaderSegment kFaderLaw[] = {
    {0.5f, 40.0f, -30.0f}, {0.25f, 80.0f, -50.0f}, {0.0625f, 160.0f, -70.0f}, {0.0f, 480.0f, -90.0f}};

float fader_dB(float position) {
  if (position <= 0.0f) return kOff_dB;
  for (const FaderSegment& segment : kFaderLaw)
    if (position >= segment.from_position) return segment.slope_dB * position + segment.offset_dB;
  return kOff_dB;
}

float fader_position(float dB) {
  for (const FaderSegment& segment : kFaderLaw)
    if (dB >= segment.slope_dB * segment.from_position + segment.offset_dB)
      return (dB - segment.offset_dB) / segment.slope_dB;
  return 0.0f;
}

}  // namespace

float value_at(const ControlRow& row, float position) {
  const float p = std::clamp(position, 0.0f, 1.0f);
  const float span = row.max - row.min;
  switch (row.curve) {
    case Curve::linear: return row.min + span * p;
    case Curve::square: return row.min + span * p * p;
    case Curve::log: return std::clamp(row.min * std::pow(row.max / row.min, p), row.min, row.max);
    case Curve::fader: return fader_dB(p);
    case Curve::steps: return row.min + std::round(span * p);
  }
  return row.standard;
}

float position_of(const ControlRow& row, float value) {
  const float v = std::clamp(value, row.min, row.max);
  const float span = row.max - row.min;
  float position = 0.0f;
  switch (row.curve) {
    case Curve::linear:
    case Curve::steps: position = span > 0 ? (v - row.min) / span : 0.0f; break;
    case Curve::square: position = std::sqrt((v - row.min) / span); break;
    case Curve::log: position = std::log(v / row.min) / std::log(row.max / row.min); break;
    case Curve::fader: position = fader_position(v); break;
  }
  return std::clamp(position, 0.0f, 1.0f);
}

float nearest_value(const ControlRow& row, float value) {
  if (std::isnan(value)) return row.standard;
  const float v = std::clamp(value, row.min, row.max);
  if (row.curve == Curve::steps) return std::round(v);
  if (row.curve == Curve::fader && v <= kFaderFloor_dB) return kOff_dB;
  return v;
}

float gain_of_dB(float dB) { return dB <= kOff_dB ? 0.0f : std::pow(10.0f, dB / 20.0f); }

int frames_of_ms(float time_ms, double sample_rate) {
  return static_cast<int>(std::lround(time_ms * sample_rate / 1000));
}

}  // namespace headroom
