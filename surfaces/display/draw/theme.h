// Every colour of the screen, in one place (screen.md section 4). A colour means one thing; what is dangerous or lit
// has a second cue - a letter, a shape, a hatch - besides its hue. Grounds, lines and words have a hue in each theme:
// night for the dark house, day for the sun; views name the role, and the canvas, which is given the theme, knows the
// hue.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <iterator>

namespace headroom::display {

using Rgba = uint32_t;  // 0xAABBGGRR, as Dear ImGui packs it

// From the notation of style sheets: rgb(0x4DA3FF).
constexpr Rgba rgb(uint32_t rrggbb) {
  return (rrggbb >> 16 & 0xFF) | (rrggbb & 0xFF00) | (rrggbb & 0xFF) << 16 | 0xFF000000;
}
// The same hue, its light scaled: 0.55 is the body of a meter behind its peak.
constexpr Rgba dimmed(Rgba color, float brightness) {
  const auto scaled = [&](int shift) {
    return static_cast<uint32_t>(static_cast<float>(color >> shift & 0xFF) * brightness + 0.5f) << shift;
  };
  return scaled(0) | scaled(8) | scaled(16) | (color & 0xFF000000);
}

// What a colour is for, where each theme has its own hue.
// clang-format off
enum class Role : uint8_t {
  app, panel, strip, raised, raised_hover, selected, well, seam, line, grid, text_high, text_mid, text_low, text_off,
  accent, count, none
};
// clang-format on
inline constexpr size_t kRoles = static_cast<size_t>(Role::count);

// A colour as views ask for it: a role, or one hue for every theme; either may be made translucent.
struct Color {
  Role role = Role::none;
  Rgba hue = 0;  // of Role::none
  float alpha = 1;

  constexpr Color(Role which) : role(which) {}
  constexpr Color(Rgba which) : hue(which) {}
  bool operator==(const Color&) const = default;
};
constexpr Color with_alpha(Color color, float alpha) {
  color.alpha = alpha;
  return color;
}

struct Theme {
  const char* name;
  std::array<Rgba, kRoles> hues;

  constexpr Rgba of(Color color) const {
    const Rgba hue = color.role == Role::none ? color.hue : hues[static_cast<size_t>(color.role)];
    return (hue & 0xFFFFFF) | static_cast<uint32_t>(color.alpha * 255.0f + 0.5f) << 24;
  }
};

namespace theme {

// Neutrals, text and accent in both themes (4.1). A well is dark by day too: what shines in it - levels, curves, the
// cloud of the field - keeps its hues, and is seen in the sun.
struct RoleRow {
  Role role;
  uint32_t night, day;
};
// clang-format off
inline constexpr RoleRow kRoleRows[] = {
    {Role::app, 0x0E1013, 0xF4F6F8},           // the window
    {Role::panel, 0x15181D, 0xFAFBFC},         // columns and pages
    {Role::strip, 0x1C2026, 0xFFFFFF},
    {Role::raised, 0x262C34, 0xD9DFE6},        // buttons that are off
    {Role::raised_hover, 0x2F3640, 0xC9D1DA},
    {Role::selected, 0x2B3644, 0xE2EFFD},
    {Role::well, 0x0A0C0E, 0x14181D},          // meters, plots, fader slots
    {Role::seam, 0x0E1013, 0xC3CAD2},          // parts one strip from the next
    {Role::line, 0x363D47, 0xC3CAD2},
    {Role::grid, 0x242A32, 0xDFE4E9},          // the faintest lines
    {Role::text_high, 0xE8ECF1, 0x14181D},
    {Role::text_mid, 0xA9B2BD, 0x46505B},
    {Role::text_low, 0x7C8793, 0x6A7580},      // ticks and outlines, never something to read
    {Role::text_off, 0x4A525C, 0xA5AEB8},      // what is switched off; never something to read
    {Role::accent, 0x4DA3FF, 0x3390F0},        // selection, pan, focus
};
// clang-format on

constexpr Theme theme_of(const char* name, uint32_t RoleRow::*column) {
  Theme theme{name, {}};
  for (const RoleRow& row : kRoleRows) theme.hues[static_cast<size_t>(row.role)] = rgb(row.*column);
  return theme;
}
static_assert(std::size(kRoleRows) == kRoles);
inline constexpr Theme kNight = theme_of("Night", &RoleRow::night);
inline constexpr std::array<Theme, 2> kThemes = {kNight, theme_of("Day", &RoleRow::day)};

inline constexpr Color kApp = Role::app;
inline constexpr Color kPanel = Role::panel;
inline constexpr Color kStrip = Role::strip;
inline constexpr Color kRaised = Role::raised;
inline constexpr Color kRaisedHover = Role::raised_hover;
inline constexpr Color kSelected = Role::selected;
inline constexpr Color kWell = Role::well;
inline constexpr Color kSeam = Role::seam;
inline constexpr Color kLine = Role::line;
inline constexpr Color kGrid = Role::grid;
inline constexpr Color kTextHigh = Role::text_high;
inline constexpr Color kTextMid = Role::text_mid;
inline constexpr Color kTextLow = Role::text_low;
inline constexpr Color kTextOff = Role::text_off;
inline constexpr Color kAccent = Role::accent;
inline constexpr Color kBlack = rgb(0x000000);
inline constexpr Color kWhite = rgb(0xFFFFFF);
inline constexpr Color kInk = rgb(0x101010);  // text on lit fills

// States (4.2), the same in both themes. As words they get darker or lighter until they are read: see readable().
inline constexpr Color kMute = rgb(0xD22F3A);
inline constexpr Color kMuteHatch = rgb(0x8E2129);
inline constexpr Color kMuteDark = rgb(0xB02831);  // the dark half of its blinking
inline constexpr Color kSolo = rgb(0xF5C518);
inline constexpr Color kGo = rgb(0x2FA84F);  // open, running, in step; the scene that comes next
inline constexpr Color kCurrent = kSolo;     // the scene that is heard, as a frame
inline constexpr Color kRecord = rgb(0xE5383B);
inline constexpr Color kEditMode = rgb(0x2D9CDB);  // the strips show something else than their layer
inline constexpr Color kSafe = rgb(0xC9812E);      // kept from hands
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
inline constexpr std::array<Rgba, 12> kStripColors = {rgb(0x8A939E), rgb(0xD9534F), rgb(0xE58B2E), rgb(0xE3C62F),
                                                      rgb(0x7DB83B), rgb(0x2FA58A), rgb(0x3FA7D6), rgb(0x5B7CFA),
                                                      rgb(0x9B6BE0), rgb(0xD16BB0), rgb(0xB08968), rgb(0xE8ECF1)};

// The equaliser's sections: high-pass, then bands 1-8.
inline constexpr std::array<Rgba, 9> kBandColors = {kStripColors[0], kStripColors[2], kStripColors[3],
                                                    kStripColors[4], kStripColors[5], kStripColors[6],
                                                    kStripColors[7], kStripColors[8], kStripColors[9]};

// Zones of the level meters (4.4), each from its lower edge upwards, and the hue of loudness, which no zone has.
struct MeterZone {
  float from_dBFS;
  Rgba color;
};
struct MeterPalette {
  const char* name;
  std::array<MeterZone, 5> zones;
  Rgba loudness;
};
constexpr MeterPalette meter_palette(const char* name, const std::array<uint32_t, 5>& zones, uint32_t loudness) {
  return {name,
          {{{-200.0f, rgb(zones[0])},
            {-18.0f, rgb(zones[1])},
            {-9.0f, rgb(zones[2])},
            {-3.0f, rgb(zones[3])},
            {0.0f, rgb(zones[4])}}},
          rgb(loudness)};
}
// Colour-safe and amber get lighter from zone to zone: they are read in grey, and by every eye.
inline constexpr std::array<MeterPalette, 3> kMeterPalettes = {
    meter_palette("Standard", {0x1E9E57, 0x3CCB6C, 0xF2D02C, 0xFF9420, 0xFF4036}, 0x38C6D9),
    meter_palette("Colour-safe", {0x1F5FA8, 0x3D8FD1, 0x7CC4F0, 0xF5E663, 0xFFFFFF}, 0xC05A00),
    meter_palette("Amber", {0x6B4408, 0xA66A0F, 0xE09B2D, 0xFFCB6B, 0xFFF4DC}, 0x38C6D9)};
inline constexpr float kBodyBrightness = 0.55f;  // of the RMS body below the peak

// The goniometer's light, dark to bright (6.2).
inline constexpr std::array<Rgba, 4> kPhosphor = {rgb(0x0A0C0E), rgb(0x1F5FA8), rgb(0x4DA3FF), rgb(0xE8F3FF)};

}  // namespace theme

// Of an opaque colour, as WCAG 2.1 defines it, 0...1.
inline float luminance(Rgba color) {
  static const std::array<float, 256> kLinear = [] {
    std::array<float, 256> linear{};
    for (size_t i = 0; i < linear.size(); ++i) {
      const float c = static_cast<float>(i) / 255.0f;
      linear[i] = c <= 0.04045f ? c / 12.92f : std::pow((c + 0.055f) / 1.055f, 2.4f);
    }
    return linear;
  }();
  return 0.2126f * kLinear[color & 0xFF] + 0.7152f * kLinear[color >> 8 & 0xFF] + 0.0722f * kLinear[color >> 16 & 0xFF];
}

// The contrast of two opaque colours as WCAG 2.1 defines it, 1...21.
inline float contrast(Rgba a, Rgba b) {
  const float la = luminance(a), lb = luminance(b);
  return (la > lb ? la + 0.05f : lb + 0.05f) / (la > lb ? lb + 0.05f : la + 0.05f);
}

// The ink in which a word of some colour stands on a ground: its own, darkened on a light ground or lightened on a dark
// one in steps, as far as its being read asks for.
inline constexpr float kLeastContrast = 4.5f;
inline Rgba readable(Rgba ink, Rgba ground) {
  constexpr float kStep = 0.06f, kMiddle = 0.18f;  // black and white stand out equally on a ground of that luminance
  constexpr int kMostSteps = 96;
  const float end = luminance(ground) > kMiddle ? 0.0f : 255.0f;
  for (int step = 0; step < kMostSteps && contrast(ink, ground) < kLeastContrast; ++step) {
    const auto moved = [&](int shift) {
      const auto c = static_cast<float>(ink >> shift & 0xFF);
      const float way = kStep * (end - c);
      return static_cast<uint32_t>(way < 0 ? std::floor(c + way) : std::ceil(c + way)) << shift;
    };
    ink = moved(0) | moved(8) | moved(16) | (ink & 0xFF000000);
  }
  return ink;
}

}  // namespace headroom::display
