#include "surfaces/midi/mackie_control.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "console/curve.h"
#include "console/table_rows.h"

namespace headroom {
namespace {

// Beside kColors of the table, colour by colour.
constexpr uint8_t kBackLights[] = {7, 1, 3, 3, 2, 6, 6, 4, 5, 5, 3, 7};
static_assert(std::size(kBackLights) == std::size(kColors));

}  // namespace

uint8_t meter_height(float peak) {
  uint8_t height = 0;
  for (const float threshold_dBFS : kMeterThresholds_dBFS)
    if (peak >= gain_of_dB(threshold_dBFS)) ++height;
  return height;
}

uint8_t ring_of(const ControlRow& row, float value) {
  constexpr uint8_t kDot = 0x00, kBoostCut = 0x10, kFill = 0x20, kSpread = 0x30, kCenterLight = 0x40;
  const float position = std::clamp(position_of(row, value), 0.0f, 1.0f);
  const auto eleven = static_cast<uint8_t>(1 + std::lround(position * 10));
  if (row.curve == Curve::linear && row.min == -row.max)
    return static_cast<uint8_t>(kBoostCut | eleven | (position == 0.5f ? kCenterLight : 0));
  if (row.unit == Unit::q || row.param == Param::width)
    return static_cast<uint8_t>(kSpread | (1 + std::lround(position * 5)));
  if (row.unit == Unit::hz || (row.curve == Curve::steps && row.unit != Unit::on_off)) return kDot | eleven;
  return position == 0 ? 0 : static_cast<uint8_t>(kFill | eleven);
}

std::array<uint8_t, kChallengeBytes> challenge_answer(const std::array<uint8_t, kChallengeBytes>& l) {
  const auto seven_bits = [](int number) { return static_cast<uint8_t>(number & 0x7F); };
  return {seven_bits(l[0] + (l[1] ^ 0x0A) - l[3]), seven_bits((l[2] >> 4) ^ (l[0] + l[3])),
          seven_bits((l[3] - (l[2] << 2)) ^ (l[0] | l[1])), seven_bits(l[1] - l[2] + (0xF0 ^ (l[3] << 4)))};
}

uint8_t digit_code(char character) {
  if (character >= 0x40 && character <= 0x5F) return static_cast<uint8_t>(character - 0x40);
  if (character >= 0x20 && character <= 0x3F) return static_cast<uint8_t>(character);
  return 0x20;
}

uint8_t back_light(int table_color) {
  return kBackLights[std::clamp(table_color, 0, static_cast<int>(std::size(kBackLights)) - 1)];
}

std::array<uint8_t, 3> back_light_rgb(uint8_t back_light) {
  const auto part = [&](int bit) { return static_cast<uint8_t>(back_light >> bit & 1 ? 0x7F : 0); };
  return {part(0), part(1), part(2)};
}

}  // namespace headroom
