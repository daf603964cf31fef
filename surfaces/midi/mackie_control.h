// Mackie Control as data: which message is which control of the box, and the codes of its lights, rings, meters, digits
// and text. Sources: the Logic Control MIDI implementation (Logic Pro 7 Dedicated
// Control Surface Support, appendix) and measurements on Mackie Control Pro and Behringer X-Touch.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>

#include "console/control_row.h"

namespace headroom {

inline constexpr int kSurfaceStrips = 8;
inline constexpr int kMainFader = 8;  // the ninth fader
inline constexpr int kSurfaceFaders = 9;

enum class Role : uint8_t {
  fader,
  touch,
  pot,
  pot_push,
  pot_ring,
  solo,
  mute,
  select,
  key,  // means what the key plan says; its index is no more than its place in the row
  solo_light,
  jog,
  pedal,
  meter,
  timecode_digit,
  assignment_digit,
  time_light,  // 0 SMPTE, 1 beats
};

enum class Way : uint8_t { from_box, to_box, both };

struct RoleRow {
  uint8_t status;  // 90 note, B0 controller, D0 channel pressure, E0 pitch bend
  uint8_t first;   // first note or controller; for E0 and D0 the first strip
  uint8_t count;
  Role role;
  Way way;
};

// clang-format off
inline constexpr RoleRow kMackieControl[] = {
//  status first count role
  {0xE0, 0x00,  9, Role::fader,            Way::both},      // channel = strip, the ninth is the main fader; 14 bits
  {0x90, 0x68,  9, Role::touch,            Way::from_box},
  {0xB0, 0x10,  8, Role::pot,              Way::from_box},  // V-Pot turned: bit 6 left, bits 0-5 ticks
  {0x90, 0x20,  8, Role::pot_push,         Way::from_box},
  {0xB0, 0x30,  8, Role::pot_ring,         Way::to_box},
  {0x90, 0x08,  8, Role::solo,             Way::both},
  {0x90, 0x10,  8, Role::mute,             Way::both},
  {0x90, 0x18,  8, Role::select,           Way::both},
  {0x90, 0x00,  8, Role::key,              Way::both},      // record
  {0x90, 0x28, 62, Role::key,              Way::both},      // assign ... scrub
  {0x90, 0x66,  2, Role::key,              Way::from_box},  // user switches
  {0x90, 0x73,  1, Role::solo_light,       Way::to_box},    // "rude solo"
  {0xB0, 0x3C,  1, Role::jog,              Way::from_box},  // as a V-Pot
  {0xB0, 0x2E,  1, Role::pedal,            Way::from_box},  // 0...127
  {0xD0, 0x00,  8, Role::meter,            Way::to_box},    // high nibble = strip
  {0xB0, 0x40, 10, Role::timecode_digit,   Way::to_box},    // from the right
  {0xB0, 0x4A,  2, Role::assignment_digit, Way::to_box},    // from the right
  {0x90, 0x71,  2, Role::time_light,       Way::to_box},    // SMPTE, beats
};
// clang-format on

// True when no message means two things and every row fits its message. Checked at compile time.
constexpr bool rows_are_sound(const RoleRow* rows, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    if (rows[i].count == 0 || (rows[i].status & 0x8F) != 0x80 || rows[i].first + rows[i].count > 128) return false;
    for (size_t j = 0; j < i; ++j) {
      const bool overlap = rows[i].status == rows[j].status && rows[i].first < rows[j].first + rows[j].count &&
                           rows[j].first < rows[i].first + rows[i].count;
      if (overlap) return false;
    }
  }
  return true;
}
static_assert(rows_are_sound(kMackieControl, std::size(kMackieControl)));

struct RolePlace {
  Role role;
  int index;  // 0-based among the row's controls
};

// What a channel message from the box is about; nothing for messages this family does not have.
constexpr std::optional<RolePlace> role_of(uint8_t status, uint8_t data1) {
  const uint8_t kind = status & 0xF0;
  const int channel = status & 0x0F;
  const int number = kind == 0xE0 ? channel : data1;
  if (kind != 0xE0 && channel != 0) return std::nullopt;
  for (const RoleRow& row : kMackieControl)
    if (row.way != Way::to_box && row.status == (kind == 0x80 ? 0x90 : kind) && number >= row.first &&
        number < row.first + row.count)
      return RolePlace{row.role, number - row.first};
  return std::nullopt;
}

// The note or controller of a role on the box (the strip number for faders and meters).
constexpr uint8_t number_of(Role role, int index = 0) {
  for (const RoleRow& row : kMackieControl)
    if (row.role == role) return static_cast<uint8_t>(row.first + index);
  return 0;
}

// Lights: off, flashing, on.
inline constexpr uint8_t kLightOff = 0x00, kLightFlashing = 0x01, kLightOn = 0x7F;

// Meters: the low nibble is the bar's height, or a command to the overload light.
inline constexpr uint8_t kOverloadOn = 0x0E, kOverloadOff = 0x0F;
// Bar height v is reached at kMeterThresholds_dBFS[v - 1]; below the first the bar is dark.
inline constexpr float kMeterThresholds_dBFS[] = {-60, -50, -40, -30, -20, -14, -10, -8, -6, -4, -2, 0};
// 0...12 for a linear peak (1 = full scale).
uint8_t meter_height(float peak);

// The ring of a control's pot: boost/cut from the middle where the row has a middle, one dot for frequencies and
// choices, spread for widths and Q, filled from the left for everything else. The small light below it says: exactly in
// the middle.
uint8_t ring_of(const ControlRow& row, float value);
// Ticks of a V-Pot or the jog wheel, right positive. No ticks count as one, as some boxes send it.
constexpr int ticks_of(uint8_t data) {
  const int ticks = (data & 0x3F) == 0 ? 1 : data & 0x3F;
  return data & 0x40 ? -ticks : ticks;
}

// System exclusive.
inline constexpr uint8_t kSysexHeader[] = {0xF0, 0x00, 0x00, 0x66};  // then device id and command
enum class SysexCommand : uint8_t {
  query = 0x00,
  challenge = 0x01,  // 7 bytes serial, 4 bytes challenge
  answer = 0x02,
  confirmed = 0x03,
  ready = 0x06,
  text = 0x12,
  version_request = 0x13,  // 00
  version = 0x14,          // five characters
  meter_mode = 0x20,       // strip, then bits: 1 signal light, 2 peaks held, 4 bar in the display
  meter_direction = 0x21,  // 0 along the lower line, 1 upright in each strip's last column
  colors = 0x72,
};
inline constexpr size_t kSerialBytes = 7, kChallengeBytes = 4;
// What a Logic Control wants to hear to its challenge before it comes on line.
std::array<uint8_t, kChallengeBytes> challenge_answer(const std::array<uint8_t, kChallengeBytes>& challenge);

// Scribble strips: two lines of 56 characters, 7 a strip.
inline constexpr int kTextLine = 56, kTextCell = 7;

// The code of a character in the digits: capitals, numerals and signs; a blank for the rest.
uint8_t digit_code(char character);

// One of the eight back-light colours (bit 0 red, bit 1 green, bit 2 blue) for each of the table's. Black would make
// the text unreadable, so grey is white.
uint8_t back_light(int table_color);
// The same for boxes that mix any colour: red, green, blue, 0...127.
std::array<uint8_t, 3> back_light_rgb(uint8_t back_light);

}  // namespace headroom
