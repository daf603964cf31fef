// The graphic equaliser: the curve that is heard passes through the sliders.
#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "dsp/graphic_eq_design.h"

using namespace headroom;

namespace {

using Sliders = std::array<float, kGraphicEqBands>;
using Sections = std::array<EqSection, kGraphicEqBands>;

constexpr GraphicEqKind kKinds[] = {GraphicEqKind::constant_q, GraphicEqKind::proportional_q};

Sections design(const Sliders& sliders, GraphicEqKind kind, double sample_rate) {
  Sections sections;
  design_graphic_eq(sliders, kind, sample_rate, sections);
  return sections;
}

double curve_dB(const Sections& sections, double freq_hz, double sample_rate) {
  double sum = 0;
  for (const EqSection& section : sections) sum += response_dB(section, freq_hz, sample_rate);
  return sum;
}

// The largest distance of the curve from a slider, at the centres that the sample rate has room for.
double largest_miss_dB(const Sliders& sliders, GraphicEqKind kind, double sample_rate) {
  const Sections sections = design(sliders, kind, sample_rate);
  double largest = 0;
  for (int band = 0; band < kGraphicEqBands; ++band) {
    const double centre_hz = graphic_eq_centre_hz(band);
    if (centre_hz > 0.49 * sample_rate) continue;
    const double miss = curve_dB(sections, centre_hz, sample_rate) - sliders[static_cast<size_t>(band)];
    largest = std::max(largest, std::abs(miss));
  }
  return largest;
}

bool is_bypassed(const EqSection& section) { return section.m0 == 1 && section.m1 == 0 && section.m2 == 0; }

}  // namespace

TEST_CASE("the bands of a graphic equaliser are the thirds of an octave of IEC 61260") {
  CHECK(graphic_eq_centre_hz(0) == Approx(19.953).margin(0.001));
  CHECK(graphic_eq_centre_hz(2) == Approx(31.623).margin(0.001));
  CHECK(graphic_eq_centre_hz(17) == 1000);
  CHECK(graphic_eq_centre_hz(30) == Approx(19952.6).margin(0.1));
}

TEST_CASE("the summed curve of a graphic equaliser passes within 1 dB of its sliders") {
  std::mt19937 random(5);
  for (const double sample_rate : {44100.0, 48000.0, 96000.0, 192000.0}) {
    const double allowed_dB = sample_rate < 48000 ? 0.6 : sample_rate < 88200 ? 0.4 : 0.2;
    for (const GraphicEqKind kind : kKinds) {
      for (const float full_dB : {12.0f, 15.0f}) {
        INFO("sample rate " << sample_rate << ", full " << full_dB << " dB, kind " << static_cast<int>(kind));
        Sliders all_up, all_down, alternating, steps;
        for (size_t band = 0; band < kGraphicEqBands; ++band) {
          all_up[band] = full_dB;
          all_down[band] = -full_dB;
          alternating[band] = band % 2 == 0 ? full_dB : -full_dB;
          steps[band] = band / 4 % 2 == 0 ? full_dB : 0;
        }
        for (const Sliders& sliders : {all_up, all_down, alternating, steps})
          CHECK(largest_miss_dB(sliders, kind, sample_rate) < allowed_dB);
        std::uniform_real_distribution<float> any(-full_dB, full_dB);
        for (int round = 0; round < 20; ++round) {
          Sliders sliders;
          for (float& slider : sliders) slider = any(random);
          CHECK(largest_miss_dB(sliders, kind, sample_rate) < allowed_dB);
        }
      }
    }
  }
}

TEST_CASE("all sliders pushed up alike make a nearly flat curve between the bands too") {
  Sliders sliders;
  sliders.fill(12);
  const double allowed_dB[] = {1.0, 0.3};  // narrow bells leave more between them
  for (const GraphicEqKind kind : kKinds) {
    const Sections sections = design(sliders, kind, 48000);
    for (double freq_hz = 25; freq_hz < 16000; freq_hz *= 1.03) {
      INFO(freq_hz << " Hz");
      REQUIRE(curve_dB(sections, freq_hz, 48000) == Approx(12).margin(allowed_dB[static_cast<size_t>(kind)]));
    }
  }
}

TEST_CASE("a graphic equaliser with all sliders at 0 changes nothing, and one slider leaves far bands alone") {
  for (const GraphicEqKind kind : kKinds) {
    for (const EqSection& section : design({}, kind, 48000)) CHECK(is_bypassed(section));
    Sliders one{};
    one[17] = 6;
    const Sections sections = design(one, kind, 48000);
    CHECK_FALSE(is_bypassed(sections[17]));
    CHECK(is_bypassed(sections[0]));
    CHECK(is_bypassed(sections[30]));
    CHECK(curve_dB(sections, 100, 48000) == Approx(0).margin(0.05));
  }
}

TEST_CASE("bands above half the sample rate are left out, and the others stay right") {
  Sliders sliders;
  sliders.fill(-12);
  for (const GraphicEqKind kind : kKinds) {
    const Sections sections = design(sliders, kind, 32000);
    CHECK_FALSE(is_bypassed(sections[28]));
    CHECK(is_bypassed(sections[29]));  // 15.85 kHz
    CHECK(is_bypassed(sections[30]));  // 19.95 kHz
    CHECK(largest_miss_dB(sliders, kind, 32000) < 0.5);
  }
}

TEST_CASE("a slider pushed from end to end moves the curve without a jump") {
  for (const GraphicEqKind kind : kKinds) {
    Sliders sliders{};
    for (size_t band = 0; band < kGraphicEqBands; ++band) sliders[band] = band % 3 == 0 ? 9.0f : -4.0f;
    for (const size_t band : {0u, 16u, 30u}) {
      double before_dB[kGraphicEqBands] = {};
      for (int step = 0; step <= 240; ++step) {
        sliders[band] = -12 + 0.1f * static_cast<float>(step);
        const Sections sections = design(sliders, kind, 48000);
        for (int at = 0; at < kGraphicEqBands; ++at) {
          const double now_dB = curve_dB(sections, graphic_eq_centre_hz(at) * 1.05, 48000);
          if (step > 0) REQUIRE(now_dB == Approx(before_dB[at]).margin(0.3));
          before_dB[at] = now_dB;
        }
      }
    }
  }
}
