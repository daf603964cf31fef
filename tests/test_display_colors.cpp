// The colours of the screen, seen by every eye: zones of meters stay apart for who sees no red, no green, no blue.
// Dichromats by G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A physiologically-based model for simulation of
// color vision deficiency" (2009), severity 1, on linear light; distances are those of CIELAB 1976, white D65.
#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cmath>

#include "surfaces/display/draw/theme.h"

using namespace headroom::display;

namespace {

using Triple = std::array<double, 3>;
using Matrix = std::array<Triple, 3>;

struct Eye {
  const char* name;
  Matrix sees;
};
constexpr Eye kEyes[] = {
    {"all colours", {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}},
    {"no red", {{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}}},
    {"no green", {{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}}},
    {"no blue", {{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}}},
};

Triple times(const Matrix& matrix, const Triple& v) {
  Triple result{};
  for (size_t i = 0; i < 3; ++i) result[i] = matrix[i][0] * v[0] + matrix[i][1] * v[1] + matrix[i][2] * v[2];
  return result;
}

Triple linear_light(Rgba color) {
  Triple light{};
  for (size_t i = 0; i < 3; ++i) {
    const double c = (color >> (8 * i) & 0xFF) / 255.0;
    light[i] = c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
  }
  return light;
}

// L*, a*, b* of a colour as an eye sees it.
Triple lab(Rgba color, const Eye& eye) {
  constexpr Matrix kToXyz = {
      {{0.4124564, 0.3575761, 0.1804375}, {0.2126729, 0.7151522, 0.0721750}, {0.0193339, 0.1191920, 0.9503041}}};
  Triple light = times(eye.sees, linear_light(color));
  for (double& c : light) c = std::clamp(c, 0.0, 1.0);
  const Triple xyz = times(kToXyz, light), white = times(kToXyz, {1, 1, 1});
  Triple f{};
  for (size_t i = 0; i < 3; ++i) {
    const double t = xyz[i] / white[i];
    f[i] = t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116;
  }
  return {116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])};
}

double distance(Rgba a, Rgba b, const Eye& eye) {
  const Triple p = lab(a, eye), q = lab(b, eye);
  return std::hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

}  // namespace

TEST_CASE("neighbouring zones of a meter are told apart by every eye") {
  constexpr double kLeastStep[] = {11.4, 17.4, 11.4};  // by palette
  for (size_t i = 0; i < theme::kMeterPalettes.size(); ++i)
    for (const Eye& eye : kEyes)
      for (size_t zone = 1; zone < theme::kMeterPalettes[i].zones.size(); ++zone) {
        INFO(theme::kMeterPalettes[i].name << ", " << eye.name << ", zone " << zone);
        CHECK(distance(theme::kMeterPalettes[i].zones[zone - 1].color, theme::kMeterPalettes[i].zones[zone].color,
                       eye) >= kLeastStep[i]);
      }
}

TEST_CASE("colour-safe and amber zones get lighter as they get louder, for every eye") {
  for (size_t i = 1; i < theme::kMeterPalettes.size(); ++i)
    for (const Eye& eye : kEyes)
      for (size_t zone = 1; zone < theme::kMeterPalettes[i].zones.size(); ++zone) {
        INFO(theme::kMeterPalettes[i].name << ", " << eye.name << ", zone " << zone);
        CHECK(lab(theme::kMeterPalettes[i].zones[zone].color, eye)[0] >
              lab(theme::kMeterPalettes[i].zones[zone - 1].color, eye)[0] + 5);
      }
}

TEST_CASE("loudness is told from every zone of its palette by eyes that see red and green") {
  for (const theme::MeterPalette& palette : theme::kMeterPalettes)
    for (const theme::MeterZone& zone : palette.zones) {
      INFO(palette.name << " from " << zone.from_dBFS);
      CHECK(distance(zone.color, palette.loudness, kEyes[0]) >= 38);
    }
}

// 51 in the standard palette for all but those who see no blue, 38 in the colour-safe one for all (screen.md 4.4); less
// half a step, as models of eyes differ.
TEST_CASE(
    "loudness is told from every zone by eyes that see no red or no green and in the colour-safe palette by all") {
  const theme::MeterPalette &standard = theme::kMeterPalettes[0], &safe = theme::kMeterPalettes[1];
  for (const Eye& eye : kEyes) {
    INFO(eye.name);
    if (&eye != &kEyes[3])
      for (const theme::MeterZone& zone : standard.zones) CHECK(distance(zone.color, standard.loudness, eye) >= 50.5);
    for (const theme::MeterZone& zone : safe.zones) CHECK(distance(zone.color, safe.loudness, eye) >= 37.5);
  }
}

TEST_CASE("mute is told from what is off and from solo by every eye, by night and by day") {
  for (const Theme& theme : theme::kThemes)
    for (const Eye& eye : kEyes) {
      INFO(theme.name << ", " << eye.name);
      CHECK(distance(theme.of(theme::kMute), theme.of(theme::kSolo), eye) >= 40);
      CHECK(distance(theme.of(theme::kMute), theme.of(theme::kRaised), eye) >= 20);
    }
}

TEST_CASE("every state's ink is read on its fill, and text on every ground of both themes") {
  struct Pair {
    Color ink, fill;
  };
  for (const Theme& theme : theme::kThemes) {
    INFO(theme.name);
    for (const Pair& pair : {Pair{theme::kWhite, theme::kMute},
                             {theme::kInk, theme::kSolo},
                             {theme::kInk, theme::kGo},
                             {theme::kInk, theme::kWarning},
                             {theme::kInk, theme::kFailure},
                             {theme::kInk, theme::kAccent},
                             {theme::kInk, theme::kEditMode}})
      CHECK(contrast(theme.of(pair.ink), theme.of(pair.fill)) >= 4.5f);
    for (const Rgba color : theme::kStripColors) CHECK(contrast(theme.of(theme::kInk), color) >= 4.5f);
    for (const Color ground : {theme::kApp, theme::kPanel, theme::kStrip, theme::kRaised, theme::kSelected})
      for (const Color text : {theme::kTextHigh, theme::kTextMid})
        CHECK(contrast(theme.of(text), theme.of(ground)) >= 4.5f);
  }
  for (const Color text : {theme::kTextHigh, theme::kTextMid})
    CHECK(contrast(theme::kNight.of(text), theme::kNight.of(theme::kWell)) >= 4.5f);
}

TEST_CASE("a word in the colour of a state is read on every ground, by night as it is and by day darkened") {
  for (const Color state : {theme::kWarning, theme::kFailure, theme::kSolo, theme::kReduction, theme::kAccent,
                            Color(theme::kMeterPalettes[0].loudness)})
    for (const Theme& theme : theme::kThemes)
      for (const Color ground : {theme::kPanel, theme::kStrip, theme::kRaised}) {
        const Rgba ink = theme.of(state), shown = readable(ink, theme.of(ground));
        CHECK(contrast(shown, theme.of(ground)) >= kLeastContrast);
        const bool is_night = &theme == &theme::kThemes[0];
        if (is_night && ground != theme::kRaised) CHECK(shown == ink);
        if (!is_night) CHECK(luminance(shown) <= luminance(ink));
      }
}

TEST_CASE("a screen by day is light, its instruments dark") {
  const Theme& day = theme::kThemes[1];
  for (const Color ground : {theme::kApp, theme::kPanel, theme::kStrip}) CHECK(luminance(day.of(ground)) > 0.85f);
  CHECK(luminance(day.of(theme::kWell)) < 0.02f);
  for (const theme::MeterPalette& palette : theme::kMeterPalettes)
    for (size_t zone = 1; zone < palette.zones.size(); ++zone)
      CHECK(contrast(palette.zones[zone].color, day.of(theme::kWell)) >= 3);
}
