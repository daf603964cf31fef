// Every colour of the screen, in one place (screen.md section 4). A colour means one thing; what is dangerous or lit has a
// second cue - a letter, a shape, a hatch - besides its hue.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>

namespace headroom::display {

using Color = uint32_t;  // 0xAABBGGRR, as Dear ImGui packs it

// From the notation of style sheets: rgb(0x4DA3FF).
constexpr Color rgb(uint32_t rrggbb, uint32_t alpha = 255) {
  return (rrggbb >> 16 & 0xFF) | (rrggbb & 0xFF00) | (rrggbb & 0xFF) << 16 | alpha << 24;
}
constexpr Color with_alpha(Color color, float alpha) {
  return (color & 0xFFFFFF) | static_cast<uint32_t>(alpha * 255.0f + 0.5f) << 24;
}
// The same hue, its light scaled: 0.55 is the body of a meter behind its peak.
constexpr Color dimmed(Color color, float brightness) {
  const auto scaled = [&](int shift) {
    return static_cast<uint32_t>(static_cast<float>(color >> shift & 0xFF) * brightness + 0.5f) << shift;
  };
  return scaled(0) | scaled(8) | scaled(16) | (color & 0xFF000000);
}

namespace theme {

// Neutrals and text (4.1).
inline constexpr Color kApp = rgb(0x0E1013);
inline constexpr Color kPanel = rgb(0x15181D);
inline constexpr Color kStrip = rgb(0x1C2026);
inline constexpr Color kRaised = rgb(0x262C34);
inline constexpr Color kRaisedHover = rgb(0x2F3640);
inline constexpr Color kSelected = rgb(0x2B3644);
inline constexpr Color kWell = rgb(0x0A0C0E);  // meters, plots, fader slots
inline constexpr Color kLine = rgb(0x363D47);
inline constexpr Color kGrid = rgb(0x242A32);  // inside plots
inline constexpr Color kTextHigh = rgb(0xE8ECF1);
inline constexpr Color kTextMid = rgb(0xA9B2BD);
inline constexpr Color kTextLow = rgb(0x7C8793);  // ticks and units, on the darkest grounds only
inline constexpr Color kTextOff = rgb(0x4A525C);  // what is switched off; never something to read
inline constexpr Color kAccent = rgb(0x4DA3FF);   // selection, pan, focus
inline constexpr Color kBlack = rgb(0x000000);
inline constexpr Color kWhite = rgb(0xFFFFFF);
inline constexpr Color kInk = rgb(0x101010);  // text on lit fills

// States (4.2), each with the ink that can be read on it.
inline constexpr Color kMute = rgb(0xD22F3A);
inline constexpr Color kMuteHatch = rgb(0x8E2129);
inline constexpr Color kMuteDark = rgb(0xB02831);  // the dark half of its blinking
inline constexpr Color kSolo = rgb(0xF5C518);
inline constexpr Color kGo = rgb(0x2FA84F);  // open, running, in step
inline constexpr Color kEditMode = rgb(0x2D9CDB);  // the strips show something else than their layer
inline constexpr Color kWarning = rgb(0xFF9420);
inline constexpr Color kFailure = rgb(0xFF4036);
inline constexpr Color kReduction = rgb(0xE6A23C);  // gain reduction, always downwards
inline constexpr Color kPost = rgb(0xD16BB0);       // post-fader sends: filled
inline constexpr Color kPre = rgb(0x3CCB6C);        // pre-fader sends: hollow

// Fader cap.
inline constexpr Color kCap = rgb(0x3A424D);
inline constexpr Color kCapEdge = rgb(0x535D6A);
inline constexpr Color kCapHeld = rgb(0x56616F);

// The twelve colours of strips, in the order of kColors in console/table_rows.h (4.3).
inline constexpr std::array<Color, 12> kStripColors = {
    rgb(0x8A939E), rgb(0xD9534F), rgb(0xE58B2E), rgb(0xE3C62F), rgb(0x7DB83B), rgb(0x2FA58A),
    rgb(0x3FA7D6), rgb(0x5B7CFA), rgb(0x9B6BE0), rgb(0xD16BB0), rgb(0xB08968), rgb(0xE8ECF1)};

// The equaliser's sections: high-pass, then bands 1-8.
inline constexpr std::array<Color, 9> kBandColors = {kStripColors[0], kStripColors[2], kStripColors[3],
                                                     kStripColors[4], kStripColors[5], kStripColors[6],
                                                     kStripColors[7], kStripColors[8], kStripColors[9]};

// Zones of the level meters (4.4), each from its lower edge upwards, and the hue of loudness, which no zone has.
struct MeterZone {
  float from_dBFS;
  Color color;
};
struct MeterPalette {
  const char* name;
  std::array<MeterZone, 5> zones;
  Color loudness;
};
constexpr MeterPalette meter_palette(const char* name, const std::array<uint32_t, 5>& zones, uint32_t loudness) {
  return {name,
          {{{-200.0f, rgb(zones[0])}, {-18.0f, rgb(zones[1])}, {-9.0f, rgb(zones[2])}, {-3.0f, rgb(zones[3])}, {0.0f, rgb(zones[4])}}},
          rgb(loudness)};
}
// Colour-safe and amber get lighter from zone to zone: they are read in grey, and by every eye.
inline constexpr std::array<MeterPalette, 3> kMeterPalettes = {
    meter_palette("Standard", {0x1E9E57, 0x3CCB6C, 0xF2D02C, 0xFF9420, 0xFF4036}, 0x38C6D9),
    meter_palette("Colour-safe", {0x1F5FA8, 0x3D8FD1, 0x7CC4F0, 0xF5E663, 0xFFFFFF}, 0xC05A00),
    meter_palette("Amber", {0x6B4408, 0xA66A0F, 0xE09B2D, 0xFFCB6B, 0xFFF4DC}, 0x38C6D9)};
inline constexpr float kBodyBrightness = 0.55f;  // of the RMS body below the peak

// The goniometer's light, dark to bright (6.2).
inline constexpr std::array<Color, 4> kPhosphor = {rgb(0x0A0C0E), rgb(0x1F5FA8), rgb(0x4DA3FF), rgb(0xE8F3FF)};

}  // namespace theme

// The contrast of two opaque colours as WCAG 2.1 defines it, 1...21.
inline float contrast(Color a, Color b) {
  const auto luminance = [](Color color) {
    const auto linear = [&](int shift) {
      const float c = static_cast<float>(color >> shift & 0xFF) / 255.0f;
      return c <= 0.04045f ? c / 12.92f : std::pow((c + 0.055f) / 1.055f, 2.4f);
    };
    return 0.2126f * linear(0) + 0.7152f * linear(8) + 0.0722f * linear(16);
  };
  const float la = luminance(a), lb = luminance(b);
  return (la > lb ? la + 0.05f : lb + 0.05f) / (la > lb ? lb + 0.05f : la + 0.05f);
}

}  // namespace headroom::display
