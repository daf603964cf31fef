// Loudness against the numbers of ITU-R BS.1770. EBU's own cases: test_loudness_ebu; music: test_loudness_music.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <complex>
#include <numbers>
#include <vector>

#include "dsp/meters/loudness.h"
#include "tests/loudness_opinions.h"
#include "tests/meter_signals.h"

using namespace headroom;

namespace {

double loudness(const std::vector<Samples>& programme, double sample_rate = 48000) {
  LoudnessMeter meter(std::vector<double>(programme.size(), 1.0), sample_rate);
  play(meter, programme);
  return meter.integrated_LUFS();
}

double response_dB(const BiquadCoefficients& c, double freq_hz, double sample_rate) {
  const std::complex<double> z = std::polar(1.0, -2 * std::numbers::pi * freq_hz / sample_rate);
  return 20 * std::log10(std::abs((c.b0 + c.b1 * z + c.b2 * z * z) / (1.0 + c.a1 * z + c.a2 * z * z)));
}

double response_dB(const KWeighting& weighting, double freq_hz, double sample_rate) {
  return response_dB(weighting.shelf, freq_hz, sample_rate) + response_dB(weighting.high_pass, freq_hz, sample_rate);
}

}  // namespace

TEST_CASE("K-weighting at 48 kHz has the coefficients that BS.1770 prints") {
  const KWeighting k = design_k_weighting(48000);
  CHECK(k.shelf.b0 == Approx(1.53512485958697).epsilon(1e-12));
  CHECK(k.shelf.b1 == Approx(-2.69169618940638).epsilon(1e-12));
  CHECK(k.shelf.b2 == Approx(1.19839281085285).epsilon(1e-12));
  CHECK(k.shelf.a1 == Approx(-1.69065929318241).epsilon(1e-12));
  CHECK(k.shelf.a2 == Approx(0.73248077421585).epsilon(1e-12));
  CHECK(k.high_pass.b0 == 1.0);
  CHECK(k.high_pass.b1 == -2.0);
  CHECK(k.high_pass.b2 == 1.0);
  CHECK(k.high_pass.a1 == Approx(-1.99004745483398).epsilon(1e-12));
  CHECK(k.high_pass.a2 == Approx(0.99007225036621).epsilon(1e-12));
}

TEST_CASE("K-weighting sounds the same at every sample rate") {
  const KWeighting at_48k = design_k_weighting(48000);
  for (const double rate : {44100.0, 88200.0, 96000.0, 176400.0, 192000.0}) {
    const KWeighting k = design_k_weighting(rate);
    for (const double freq_hz : {10.0, 31.5, 100.0, 997.0, 3150.0, 10000.0, 20000.0})
      CHECK(response_dB(k, freq_hz, rate) == Approx(response_dB(at_48k, freq_hz, 48000)).margin(0.01));
  }
}

TEST_CASE("K-weighting has the published gains from 20 Hz to 20 kHz") {
  constexpr double kGains[][2] = {{20, -13.275}, {50, -3.934},  {100, -1.134}, {500, 0.042},
                                  {997, 0.691},  {2000, 3.071}, {5000, 4.013}, {20000, 4.043}};
  const KWeighting k = design_k_weighting(48000);
  for (const auto& [freq_hz, gain_dB] : kGains) CHECK(response_dB(k, freq_hz, 48000) == Approx(gain_dB).margin(0.001));
}

TEST_CASE("a 997 Hz sine at full scale in one channel reads -3.01 LUFS") {
  const Samples full = tone(0, 5, 48000, 997);
  CHECK(loudness({full}) == Approx(-3.01).margin(0.01));
  CHECK(loudness({Samples(full.size()), full}) == Approx(-3.01).margin(0.01));
}

TEST_CASE("a loudspeaker counts 1.41 times at the listener's side and height, else once") {
  for (const double azimuth_deg : {60.0, 90.0, -110.0, 120.0}) CHECK(loudness_weight(azimuth_deg, 0) == 1.41);
  for (const double azimuth_deg : {0.0, 30.0, -59.0, 135.0, 180.0}) CHECK(loudness_weight(azimuth_deg, 0) == 1);
  CHECK(loudness_weight(110, 29) == 1.41);
  for (const double elevation_deg : {30.0, 45.0, -30.0, 90.0}) CHECK(loudness_weight(90, elevation_deg) == 1);
}

TEST_CASE("silence, and what is shorter than a block of 400 ms, has no loudness") {
  CHECK(loudness({Samples(48000 * 2)}) == -INFINITY);
  CHECK(loudness({tone(0, 0.39, 48000)}) == -INFINITY);
}

TEST_CASE("the loudness meter reads the same bits whatever the block size") {
  for (const double rate : {44100.0, 22050.0, 96000.0}) {
    const Samples programme[] = {music_like_noise(8, rate, 1), music_like_noise(8, rate, 2),
                                 music_like_noise(8, rate, 3)};
    const double weights[] = {1, 1, 1.41};
    LoudnessMeter whole(weights, rate);
    play(whole, programme, 1 << 30);
    for (const int block_frames : {1, 17, 480, 4096}) {
      LoudnessMeter meter(weights, rate);
      play(meter, programme, block_frames);
      CHECK(meter.momentary_LUFS() == whole.momentary_LUFS());
      CHECK(meter.short_term_LUFS() == whole.short_term_LUFS());
      CHECK(meter.max_momentary_LUFS() == whole.max_momentary_LUFS());
      CHECK(meter.max_short_term_LUFS() == whole.max_short_term_LUFS());
      CHECK(meter.integrated_LUFS() == whole.integrated_LUFS());
      CHECK(meter.range_LU() == whole.range_LU());
      CHECK(meter.channel_momentary_LUFS(2) == whole.channel_momentary_LUFS(2));
    }
  }
}

TEST_CASE("integrated loudness forgets at reset, and does not hear what passes in a pause") {
  const double weights[] = {1};
  LoudnessMeter meter(weights, 48000);
  const Samples loud[] = {tone(-10, 5, 48000)}, soft[] = {tone(-30, 5, 48000)};
  play(meter, loud);
  CHECK(meter.integrated_LUFS() == Approx(-13).margin(0.05));
  meter.reset();
  CHECK(meter.integrated_LUFS() == -INFINITY);
  CHECK(meter.max_momentary_LUFS() == -INFINITY);
  play(meter, soft);
  meter.pause();
  play(meter, loud);
  CHECK(meter.momentary_LUFS() == Approx(-13).margin(0.05));
  meter.start();
  play(meter, soft);
  CHECK(meter.measured_s() == 10);
  CHECK_FALSE(meter.has_stable_range());
  // The first 400 ms after a pause are heard whole, or not at all.
  CHECK(meter.integrated_LUFS() == Approx(-33).margin(0.05));
  CHECK(meter.max_momentary_LUFS() == Approx(-33).margin(0.05));
}

TEST_CASE("one broken sample is silence, not the end of the meter") {
  Samples broken = tone(-20, 5, 48000);
  broken[48000] = NAN;
  broken[96000] = INFINITY;
  CHECK(loudness({broken}) == Approx(-23).margin(0.2));
}

TEST_CASE("music-like noise reads as libebur128 reads it, at any sample rate") {
  for (const double rate : {44100.0, 48000.0, 96000.0, 192000.0}) {
    const Samples programme[] = {music_like_noise(12, rate, 7), music_like_noise(12, rate, 8)};
    LoudnessMeter meter(std::vector<double>{1, 1}, rate);
    play(meter, programme);
    const SecondOpinion opinion = ebur128_reading(programme, rate);
    CHECK(meter.integrated_LUFS() == Approx(opinion.integrated_LUFS).margin(0.04));
    CHECK(meter.range_LU() == Approx(opinion.range_LU).margin(0.02));
  }
}
