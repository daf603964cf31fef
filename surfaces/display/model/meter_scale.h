// The scales that a level can be read on: digital peak, true peak, the programme meters of broadcasting, VU and the
// K-System. Each is a row of engraved marks; between them a level stands in a straight line.
#pragma once

#include <cstdint>
#include <span>

#include "dsp/meters/ppm.h"
#include "dsp/meters/rms.h"

namespace headroom::display {

// What a lane's bar shows.
enum class LevelKind : uint8_t { sample_peak, true_peak, ppm, vu, k };
inline constexpr int kLevelKinds = 5;

struct ScaleMark {
  float reading;      // on the scale, in its unit
  float height;       // 0 bottom ... 1 top
  const char* words;  // as engraved; empty: a line alone
};

// From a reading upwards in a colour of theme::MeterPalette::zones.
struct ScaleZone {
  float from;
  size_t color;
};

struct MeterScale {
  const char* name;                  // "PPM Nordic"
  const char* unit;                  // of the digits beside it
  std::span<const ScaleMark> marks;  // rising
  std::span<const ScaleZone> zones;  // rising; the last one is too loud
};

// The scale of a kind of level, of a programme meter or of the K-System as the tap's rows choose them.
const MeterScale& scale_of(LevelKind kind, PpmKind ppm, KScale k);

// Height 0...1 of a reading; below the lowest mark 0, above the highest 1. NaN and -infinity stand at the bottom.
float height_on(const MeterScale& scale, float reading);

}  // namespace headroom::display
