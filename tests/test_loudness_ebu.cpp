// The conformance cases of EBU Tech 3341 version 4 (1 to 6, 9 to 14) and Tech 3342 (1 to 4), synthesised at three
// sample rates and held to their tolerances; and two files of Report ITU-R BS.2217. Cases 7 and 8, and 5 and 6 of Tech
// 3342, are recordings of their own: real music is compared with libebur128 in test_loudness.
#include <array>
#include <catch2/catch.hpp>

#include "dsp/meters/loudness.h"
#include "tests/meter_signals.h"

using namespace headroom;

namespace {

constexpr double kRates[] = {44100, 48000, 96000};
constexpr double kTolerance_LU = 0.1, kRangeTolerance_LU = 1;
constexpr double kStereo[] = {1, 1};

LoudnessMeter heard(const std::vector<ToneStretch>& stretches, double sample_rate) {
  LoudnessMeter meter(kStereo, sample_rate);
  const Samples side = tones(stretches, sample_rate);
  const Samples programme[] = {side, side};
  play(meter, programme);
  return meter;
}

Approx about(double expected) { return Approx(expected).margin(kTolerance_LU).epsilon(0); }

}  // namespace

TEST_CASE("EBU Tech 3341 cases 1 and 2: a steady tone reads its level, momentary, short-term and integrated") {
  for (const double rate : kRates)
    for (const double level_dBFS : {-23.0, -33.0}) {
      const LoudnessMeter meter = heard({{level_dBFS, 20}}, rate);
      CHECK(meter.momentary_LUFS() == about(level_dBFS));
      CHECK(meter.short_term_LUFS() == about(level_dBFS));
      CHECK(meter.integrated_LUFS() == about(level_dBFS));
    }
}

TEST_CASE("EBU Tech 3341 cases 3 to 5: what is much quieter than the programme does not count") {
  for (const double rate : kRates) {
    CHECK(heard({{-36, 10}, {-23, 60}, {-36, 10}}, rate).integrated_LUFS() == about(-23));
    CHECK(heard({{-72, 10}, {-36, 10}, {-23, 60}, {-36, 10}, {-72, 10}}, rate).integrated_LUFS() == about(-23));
    CHECK(heard({{-26, 20}, {-20, 20.1}, {-26, 20}}, rate).integrated_LUFS() == about(-23));
  }
}

TEST_CASE("EBU Tech 3341 case 6: surrounds count 1.41 times, the LFE does not count") {
  const double side = loudness_weight(110, 0);
  const double weights[] = {1, 1, 1, 0, side, side};  // L R C LFE Ls Rs
  for (const double rate : kRates) {
    LoudnessMeter meter(weights, rate);
    const Samples front = tone(-28, 20, rate), surround = tone(-30, 20, rate);
    const Samples programme[] = {front, front, tone(-24, 20, rate), tone(0, 20, rate), surround, surround};
    play(meter, programme);
    CHECK(meter.integrated_LUFS() == about(-23));
  }
}

TEST_CASE("EBU Tech 3341 case 9: the short-term loudness of what repeats within 3 s stands still") {
  for (const double rate : kRates) {
    std::vector<ToneStretch> stretches;
    for (int i = 0; i < 5; ++i) stretches.insert(stretches.end(), {{-20, 1.34}, {-30, 1.66}});
    const Samples side = tones(stretches, rate);
    const Samples programme[] = {side, side};
    LoudnessMeter meter(kStereo, rate);
    play(meter, programme, 441, [&](size_t frame) {
      if (static_cast<double>(frame) >= 3 * rate) REQUIRE(meter.short_term_LUFS() == about(-23));
    });
  }
}

TEST_CASE("EBU Tech 3341 case 10: a tone of 3 s reads its level in the short-term maximum, wherever it starts") {
  for (const double rate : kRates)
    for (int i = 0; i < 20; ++i)
      CHECK(heard({{kSilent_dBFS, i * 0.15}, {-23, 3}, {kSilent_dBFS, 1}}, rate).max_short_term_LUFS() == about(-23));
}

TEST_CASE("EBU Tech 3341 case 11: the short-term maximum follows 20 tones of 3 s, each 1 dB louder") {
  for (const double rate : kRates) {
    LoudnessMeter meter(kStereo, rate);
    for (int i = 0; i < 20; ++i) {
      const ToneStretch stretches[] = {{kSilent_dBFS, i * 0.15}, {-38.0 + i, 3}, {kSilent_dBFS, 3 - i * 0.15}};
      const Samples side = tones(stretches, rate);
      const Samples programme[] = {side, side};
      play(meter, programme, 512);
      CHECK(meter.max_short_term_LUFS() == about(-38 + i));
    }
  }
}

TEST_CASE("EBU Tech 3341 case 12: the momentary loudness of what repeats within 400 ms stands still") {
  for (const double rate : kRates) {
    std::vector<ToneStretch> stretches;
    for (int i = 0; i < 25; ++i) stretches.insert(stretches.end(), {{-20, 0.18}, {-30, 0.22}});
    const Samples side = tones(stretches, rate);
    const Samples programme[] = {side, side};
    LoudnessMeter meter(kStereo, rate);
    play(meter, programme, 441, [&](size_t frame) {
      if (static_cast<double>(frame) >= rate) REQUIRE(meter.momentary_LUFS() == about(-23));
    });
  }
}

TEST_CASE("EBU Tech 3341 case 13: a tone of 400 ms reads its level in the momentary maximum, wherever it starts") {
  for (const double rate : kRates)
    for (int i = 0; i < 20; ++i)
      CHECK(heard({{kSilent_dBFS, i * 0.02}, {-23, 0.4}, {kSilent_dBFS, 1}}, rate).max_momentary_LUFS() == about(-23));
}

TEST_CASE("EBU Tech 3341 case 14: the momentary maximum follows 20 tones of 400 ms, each 1 dB louder") {
  for (const double rate : kRates) {
    LoudnessMeter meter(kStereo, rate);
    for (int i = 0; i < 20; ++i) {
      const ToneStretch stretches[] = {{kSilent_dBFS, i * 0.02}, {-38.0 + i, 0.4}, {kSilent_dBFS, 0.4 - i * 0.02}};
      const Samples side = tones(stretches, rate);
      const Samples programme[] = {side, side};
      play(meter, programme, 512);
      CHECK(meter.max_momentary_LUFS() == about(-38 + i));
    }
  }
}

TEST_CASE("EBU Tech 3342 cases 1 to 4: the loudness range of steps is their distance") {
  struct Case {
    std::vector<double> levels_dBFS;
    double range_LU;
  };
  const Case cases[] = {{{-20, -30}, 10}, {{-20, -15}, 5}, {{-40, -20}, 20}, {{-50, -35, -20, -35, -50}, 15}};
  for (const double rate : kRates)
    for (const Case& c : cases) {
      std::vector<ToneStretch> stretches;
      for (const double level : c.levels_dBFS) stretches.push_back({level, 20});
      LoudnessMeter meter = heard(stretches, rate);
      CHECK(meter.range_LU() == Approx(c.range_LU).margin(kRangeTolerance_LU).epsilon(0));
      meter.finish();
      CHECK(meter.range_LU() == Approx(c.range_LU).margin(kRangeTolerance_LU).epsilon(0));
    }
}

TEST_CASE("Report ITU-R BS.2217: the relative and the absolute gate") {
  constexpr double kSilent = kSilent_dBFS;
  for (const double rate : kRates) {
    CHECK(heard({{kSilent, 0.5}, {-19.9, 0.9}, {-7.1, 1.3}, {-19.9, 0.8}, {kSilent, 0.5}}, rate).integrated_LUFS() ==
          about(-10));
    std::vector<ToneStretch> bursts{{kSilent, 0.8}};
    for (int i = 0; i < 3; ++i) bursts.insert(bursts.end(), {{-69.48, 0.5}, {kSilent, i < 2 ? 0.5 : 0.7}});
    CHECK(heard(bursts, rate).integrated_LUFS() == about(-69.5));
  }
}
