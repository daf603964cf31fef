// Mackie HUI as data: which switch of which zone is which control, and the codes of its rings, meters, digits and
// displays. No maker's document is public; the numbers are theageman's "Mackie HUI MIDI protocol" (2010) and agree with
// what open hosts and boxes do. All on MIDI channel 1.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>

#include "surfaces/midi/mackie_control.h"

namespace headroom {

// Liveness: the host asks, the box answers within a second or so; FF says that it was just powered up.
inline constexpr uint8_t kHuiPing[] = {0x90, 0x00, 0x00};
inline constexpr uint8_t kHuiPong[] = {0x90, 0x00, 0x7F};
inline constexpr uint8_t kHuiReset = 0xFF;

// Controllers. Switches and lights take two messages: a zone, then a port of it with its state in the high nibble.
inline constexpr uint8_t kHuiZoneFromBox = 0x0F, kHuiPortFromBox = 0x2F;
inline constexpr uint8_t kHuiZoneToBox = 0x0C, kHuiPortToBox = 0x2C;
inline constexpr uint8_t kHuiOn = 0x40;
inline constexpr uint8_t kHuiFaderHigh = 0x00, kHuiFaderLow = 0x20;  // both ways, + fader 0...7 (8 on iCON boxes)
inline constexpr uint8_t kHuiPot = 0x40, kHuiJog = 0x0D;             // from the box
inline constexpr uint8_t kHuiRing = 0x10;                            // to the box, + pot
inline constexpr uint8_t kHuiMeter = 0xA0;                           // key pressure: strip, then side << 4 | height

// System exclusive to the box: F0 00 00 66 05 00, one of these, data, F7.
inline constexpr uint8_t kHuiSysex[] = {0xF0, 0x00, 0x00, 0x66, 0x05, 0x00};
inline constexpr uint8_t kHuiStripText = 0x10;  // place 0...7, 8 the select-assign display; then four characters
inline constexpr uint8_t kHuiTime = 0x11;       // digits from the rightmost on: a number, +10 with a dot, 20 blank
inline constexpr uint8_t kHuiMainText = 0x12;  // slice 0...3 of the upper line, 4...7 of the lower; then ten characters
inline constexpr int kHuiTextCharacters = 4, kHuiSliceCharacters = 10, kHuiTimeDigits = 8, kHuiAssignPlace = 8;

// Ticks of a V-Pot or the jog wheel, right positive: bit 6 set turns right, the other way round than on a Mackie
// Control.
constexpr int hui_ticks_of(uint8_t data) { return data & 0x40 ? data & 0x3F : -(data & 0x3F); }

// A switch of a strip's zone, by its port.
struct HuiStripPort {
  uint8_t port;
  Role role;
};
inline constexpr HuiStripPort kHuiStripPorts[] = {{0, Role::touch}, {1, Role::select},   {2, Role::mute},
                                                  {3, Role::solo},  {5, Role::pot_push}, {7, Role::key}};

// Every other switch that does something, and the key of a Mackie Control it stands for: keys are planned by those.
// What the two print alike is alike; the rest follows what the desk's own key plan does there (default.keys): talkback,
// dim, mono and the control room's mute.
struct HuiKey {
  uint8_t zone, port;
  uint8_t note;
};
// clang-format off
inline constexpr HuiKey kHuiKeys[] = {
  {0x08, 0, 72}, {0x08, 1, 70}, {0x08, 3, 81}, {0x08, 4, 73}, {0x08, 5, 71}, {0x08, 7, 80},  // control shift undo alt option save
  {0x09, 0, 51}, {0x09, 1, 44}, {0x09, 3, 84},                                    // windows: mix edit mem-loc: global view, eq, marker
  {0x0A, 0, 48}, {0x0A, 1, 46}, {0x0A, 2, 49}, {0x0A, 3, 47},                     // channel left, bank left, channel right, bank right
  {0x0B, 0, 68}, {0x0B, 1, 63}, {0x0B, 2, 42}, {0x0B, 7, 41},                     // output input pan send A
  {0x0C, 0, 45}, {0x0C, 1, 50}, {0x0C, 3, 69},                                    // assign default shift: instrument, flip, user
  {0x0D, 0, 97}, {0x0D, 1, 98}, {0x0D, 2, 100}, {0x0D, 3, 99}, {0x0D, 4, 96}, {0x0D, 5, 101},  // cursor: down left mode right up scrub
  {0x0E, 0, 85}, {0x0E, 1, 91}, {0x0E, 2, 92}, {0x0E, 3, 93}, {0x0E, 4, 94}, {0x0E, 5, 95},  // talkback rewind ffwd stop play record
  {0x0F, 2, 53},                                                                  // on line: SMPTE/beats
  {0x11, 3, 88}, {0x12, 3, 87}, {0x12, 4, 86},                                    // control room: mute dim mono
  {0x14, 0, 83}, {0x15, 4, 82},                                                   // enter, clr: cancel
  {0x16, 0, 113}, {0x16, 2, 114}, {0x16, 3, 115},                                 // lamps: time code, beats, rude solo
  {0x18, 0, 76}, {0x18, 1, 78}, {0x18, 2, 74}, {0x18, 4, 75}, {0x18, 5, 77},      // trim latch read write touch
  {0x19, 5, 79},                                                                  // group
  {0x1B, 0, 54}, {0x1B, 1, 55}, {0x1B, 2, 56}, {0x1B, 3, 57}, {0x1B, 4, 58}, {0x1B, 5, 59}, {0x1B, 6, 60}, {0x1B, 7, 61},  // F1 ... F8
  {0x1C, 0, 43}, {0x1C, 1, 40},                                                   // inserts/parameters: plug-in; assign: track
  {0x1D, 2, 89},                                                                  // click
};
// clang-format on

// True when no switch means two things and no key has two switches. Checked at compile time.
constexpr bool hui_keys_are_sound(const HuiKey* keys, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    if (keys[i].zone < 8 || keys[i].zone > 0x1D || keys[i].port > 7) return false;
    for (size_t j = 0; j < i; ++j)
      if ((keys[i].zone == keys[j].zone && keys[i].port == keys[j].port) || keys[i].note == keys[j].note) return false;
  }
  return true;
}
static_assert(hui_keys_are_sound(kHuiKeys, std::size(kHuiKeys)));

// What a switch is; the index of a key is its note on a Mackie Control. Nothing for switches the desk has no use for.
constexpr std::optional<RolePlace> hui_role_of(int zone, int port) {
  if (zone < kSurfaceStrips) {
    for (const HuiStripPort& known : kHuiStripPorts)
      if (known.port == port) return RolePlace{known.role, zone};
    return std::nullopt;
  }
  for (const HuiKey& key : kHuiKeys)
    if (key.zone == zone && key.port == port) return RolePlace{Role::key, key.note};
  return std::nullopt;
}

struct HuiPlace {
  uint8_t zone, port;
};
// The switch whose lamp a note of a Mackie Control is; nothing when a HUI has none.
constexpr std::optional<HuiPlace> hui_lamp_of(int note) {
  for (const RoleRow& row : kMackieControl) {
    if (row.status != 0x90 || row.count != kSurfaceStrips || note < row.first || note >= row.first + row.count)
      continue;
    for (const HuiStripPort& known : kHuiStripPorts)
      if (known.role == row.role) return HuiPlace{static_cast<uint8_t>(note - row.first), known.port};
  }
  for (const HuiKey& key : kHuiKeys)
    if (key.note == note) return HuiPlace{key.zone, key.port};
  return std::nullopt;
}

}  // namespace headroom
