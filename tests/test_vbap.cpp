// Vector base amplitude panning and what is made of it (dsp/vbap.h, dsp/surround_pan.h), against the published figures.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "dsp/surround_pan.h"
#include "dsp/vbap.h"

using namespace headroom;
using enum Loudspeaker;

namespace {

constexpr SpeakerLayout kPlaced[] = {SpeakerLayout::stereo,         SpeakerLayout::lcr,
                                     SpeakerLayout::surround_5_1,   SpeakerLayout::surround_7_1,
                                     SpeakerLayout::surround_5_1_4, SpeakerLayout::surround_7_1_4};

double dB(double gain) { return 20 * std::log10(gain); }

double largest_step(const SpeakerGains& a, const SpeakerGains& b) {
  double step = 0;
  for (size_t side = 0; side < a.gains.size(); ++side) step = std::max(step, std::abs(a.gains[side] - b.gains[side]));
  return step;
}

template <class Check>
void at_every_direction(Check check) {
  for (double elevation_deg = -90; elevation_deg <= 90; elevation_deg += 3)
    for (double azimuth_deg = -180; azimuth_deg < 180; azimuth_deg += 2) check(Direction{azimuth_deg, elevation_deg});
}

}  // namespace

TEST_CASE("between centre and left, a source at 15 degrees comes from both at -3 dB") {
  const SpeakerGains gains = pan_vector(SpeakerLayout::surround_5_1, {15, 0});
  CHECK(gains[left] == Approx(0.70711).margin(1e-5));
  CHECK(gains[centre] == Approx(0.70711).margin(1e-5));
  CHECK(gains[right] == 0);
}

TEST_CASE("a stereo pair at 30 degrees pans by the tangent law") {
  const SpeakerGains gains = pan_vector(SpeakerLayout::stereo, {20, 0});
  CHECK(gains[left] == Approx(0.97526).margin(1e-5));
  CHECK(gains[right] == Approx(0.22107).margin(1e-5));
  for (double azimuth_deg = -30; azimuth_deg <= 30; ++azimuth_deg) {
    const SpeakerGains at = pan_vector(SpeakerLayout::stereo, {azimuth_deg, 0});
    const double radians = std::acos(-1.0) / 180;
    const double tangents = std::tan(azimuth_deg * radians) / std::tan(30 * radians);
    CHECK((at[left] - at[right]) / (at[left] + at[right]) == Approx(tangents).margin(1e-9));
  }
}

TEST_CASE("a source in the direction of a loudspeaker is played by that one alone") {
  for (const SpeakerLayout layout : kPlaced)
    for (int side = 0; side < kLoudspeakers; ++side) {
      const Loudspeaker loudspeaker = loudspeaker_at(side);
      if (!has_loudspeaker(layout, loudspeaker) || loudspeaker == lfe) continue;
      SpeakerGains alone;
      alone[loudspeaker] = 1;
      INFO(loudspeaker_word(loudspeaker));
      CHECK(largest_step(pan_vector(layout, direction_of(layout, loudspeaker)), alone) < 1e-9);
    }
}

TEST_CASE("a source is as loud from every direction, on every layout") {
  for (const SpeakerLayout layout : kPlaced)
    at_every_direction([&](Direction at) {
      REQUIRE(std::abs(10 * std::log10(power_of(pan_vector(layout, at)))) < 0.01);
      for (const double spread : {0.0, 0.3, 1.0})
        for (const double distance : {0.0, 0.5, 1.0})
          for (const double centre_part : {0.0, 0.4}) {
            if (spread > 0 && at.azimuth_deg > 0) continue;  // these are dear
            const SpeakerGains gains = pan_surround(layout, {at, spread, distance, centre_part});
            REQUIRE(std::abs(10 * std::log10(power_of(gains))) < 0.01);
            REQUIRE(gains[lfe] == 0);
          }
    });
}

TEST_CASE("no loudspeaker ever plays a source with its polarity turned") {
  for (const SpeakerLayout layout : kPlaced)
    at_every_direction([&](Direction at) {
      for (const double gain : pan_vector(layout, at).gains) REQUIRE(gain >= 0);
    });
}

TEST_CASE("a source that moves a tenth of a degree moves no gain by a step") {
  // Thirty degrees from one loudspeaker to the next are 0.005 a step; towards tops that share a virtual one it is more.
  constexpr double kStep_deg = 0.1, kMost = 0.008;
  for (const SpeakerLayout layout : kPlaced)
    for (const double spread : {0.0, 0.25}) {
      for (double elevation_deg = -75; elevation_deg <= 75; elevation_deg += 15) {
        const auto at = [&](double azimuth_deg) {
          return pan_surround(layout, {{azimuth_deg, elevation_deg}, spread, 1, 1});
        };
        SpeakerGains before = at(-180);
        for (double azimuth_deg = -180 + kStep_deg; azimuth_deg <= 180.05;
             azimuth_deg += kStep_deg * (spread > 0 ? 5 : 1)) {
          if (spread > 0) before = at(azimuth_deg - kStep_deg);
          const SpeakerGains now = at(azimuth_deg);
          INFO("layout " << static_cast<int>(layout) << " azimuth " << azimuth_deg << " elevation " << elevation_deg);
          REQUIRE(largest_step(before, now) < kMost);
          before = now;
        }
      }
      for (double azimuth_deg = -180; azimuth_deg < 180; azimuth_deg += 15)
        for (double elevation_deg = -90; elevation_deg < 89.95; elevation_deg += kStep_deg * (spread > 0 ? 5 : 1)) {
          const SpeakerGains now = pan_surround(layout, {{azimuth_deg, elevation_deg}, spread, 1, 1});
          const SpeakerGains next = pan_surround(layout, {{azimuth_deg, elevation_deg + kStep_deg}, spread, 1, 1});
          REQUIRE(largest_step(now, next) < kMost);
        }
    }
}

TEST_CASE("left and right are mirror images of each other") {
  for (const SpeakerLayout layout : kPlaced)
    at_every_direction([&](Direction at) {
      const SpeakerGains here = pan_vector(layout, at), there = pan_vector(layout, {-at.azimuth_deg, at.elevation_deg});
      for (int side = 0; side < kLoudspeakers; ++side)
        REQUIRE(here[loudspeaker_at(side)] == Approx(there[mirrored(loudspeaker_at(side))]).margin(1e-9));
    });
}

TEST_CASE("right above and right below, every loudspeaker there is plays alike") {
  const SpeakerGains above = pan_vector(SpeakerLayout::surround_7_1_4, {77, 90});
  for (const Loudspeaker top : {left_top_front, right_top_front, left_top_rear, right_top_rear})
    CHECK(above[top] == Approx(0.5));
  CHECK(above[left] == 0);
  const SpeakerGains below = pan_vector(SpeakerLayout::surround_5_1, {0, -90});
  for (const Loudspeaker ear : {left, right, centre, left_surround, right_surround})
    CHECK(dB(below[ear]) == Approx(-10 * std::log10(5)).margin(0.01));
}

TEST_CASE("at no distance a sound comes from everywhere alike, at twice the distance it is 6 dB quieter") {
  const SpeakerGains inside = pan_surround(SpeakerLayout::surround_5_1, {{40, 0}, 0, 0, 1});
  for (const Loudspeaker ear : {left, right, centre, left_surround, right_surround})
    CHECK(dB(inside[ear]) == Approx(-10 * std::log10(5)).margin(0.01));
  CHECK(dB(distance_gain(2)) == Approx(-6.02).margin(0.01));
  CHECK(dB(distance_gain(4)) == Approx(-12.04).margin(0.01));
  CHECK(distance_gain(1) == 1);
  CHECK(distance_gain(0.3) == 1);
}

TEST_CASE("spread opens a sound from a point to the whole circle") {
  const auto at = [](double spread) { return pan_surround(SpeakerLayout::surround_7_1, {{0, 0}, spread, 1, 1}); };
  CHECK(at(0)[centre] == Approx(1));
  CHECK(largest_step(at(0), at(0.001)) < 0.02);
  CHECK(at(0.3)[left] > 0.2);
  CHECK(at(0.3)[left_rear] == 0);
  for (const Loudspeaker ear : {left, right, centre, left_surround, right_surround, left_rear, right_rear})
    CHECK(at(1)[ear] > 0.2);
}

TEST_CASE("without its centre a layout plays the middle from left and right") {
  const SpeakerGains gains = pan_surround(SpeakerLayout::surround_5_1, {{0, 0}, 0, 1, 0});
  CHECK(gains[centre] == 0);
  CHECK(dB(gains[left]) == Approx(-3.01).margin(0.01));
  CHECK(dB(gains[right]) == Approx(-3.01).margin(0.01));
}

TEST_CASE("the LCR knob goes from left over centre to right at constant power") {
  CHECK(pan_lcr(-100, 1)[left] == 1);
  CHECK(pan_lcr(-100, 1)[centre] == 0);
  CHECK(pan_lcr(0, 1)[centre] == 1);
  CHECK(pan_lcr(100, 1)[right] == 1);
  CHECK(dB(pan_lcr(-50, 1)[left]) == Approx(-3.01).margin(0.01));
  CHECK(dB(pan_lcr(-50, 1)[centre]) == Approx(-3.01).margin(0.01));
  CHECK(pan_lcr(0, 0)[centre] == 0);
  CHECK(dB(pan_lcr(-50, 0)[left]) == Approx(-0.69).margin(0.01));
  CHECK(dB(pan_lcr(-50, 0)[right]) == Approx(-8.34).margin(0.01));
  for (double position = -100; position <= 100; position += 5)
    for (const double centre_part : {0.0, 0.25, 0.7, 1.0})
      CHECK(std::abs(10 * std::log10(power_of(pan_lcr(position, centre_part)))) < 0.01);
}
