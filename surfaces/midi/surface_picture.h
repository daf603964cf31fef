// What a box should show, as a picture: fader positions, lights, rings, text, digits. In the numbers of a Mackie
// Control, whatever the box speaks.
#pragma once

#include <array>
#include <cstdint>

#include "surfaces/midi/mackie_control.h"

namespace headroom {

inline constexpr uint16_t kNoPosition = 0xFFFF;  // in a wanted picture: leave the motor alone; in a shown one: unknown
inline constexpr uint8_t kNotShown = 0xFF;       // unknown, or not there
inline constexpr int kTimeDigits = 10;
inline constexpr int kDigits = 12;  // controllers 0x40...0x4B: ten of the time code, two of the assignment
using SurfaceDigits = std::array<uint8_t, kDigits>;           // character codes, from the right
inline constexpr int kTextCells = 2 * kTextLine / kTextCell;  // eight of each line

struct SurfacePicture {
  std::array<uint16_t, kSurfaceFaders> fader;                 // 0...16383
  std::array<uint8_t, 128> light;                             // by note: kLightOff, kLightOn, kLightFlashing
  std::array<uint8_t, kSurfaceStrips> ring;                   // controller value
  std::array<uint8_t, kSurfaceStrips> overload;               // 0, 1
  std::array<uint8_t, kSurfaceStrips> color;                  // 0...7
  std::array<char, static_cast<size_t>(2 * kTextLine)> text;  // upper line, lower line
  SurfaceDigits digit;

  static SurfacePicture unknown();
  // Everything dark, faders down: where the painting of a wanted picture begins.
  static SurfacePicture dark();
};

}  // namespace headroom
