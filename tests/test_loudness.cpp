// Loudness against the numbers of ITU-R BS.1770 and EBU Tech 3341, and against libebur128.
#include <ebur128.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <complex>
#include <numbers>
#include <random>
#include <vector>

#include "dsp/loudness.h"

using namespace headroom;

namespace {

using Samples = std::vector<float>;

void add_sine(Samples& samples, double freq_hz, double peak_dBFS, double seconds,
              double sample_rate = 48000) {
  const double peak = std::pow(10, peak_dBFS / 20);
  const auto frames = static_cast<size_t>(seconds * sample_rate);
  for (size_t f = 0; f < frames; ++f)
    samples.push_back(static_cast<float>(
        peak * std::sin(2 * std::numbers::pi * freq_hz * static_cast<double>(f) / sample_rate)));
}

double loudness(const std::vector<Samples>& programme, double sample_rate = 48000) {
  std::vector<LoudnessChannel> channels;
  const auto weights = loudness_weights(static_cast<int>(programme.size()));
  for (size_t c = 0; c < programme.size(); ++c) channels.push_back({programme[c], weights[c]});
  return integrated_LUFS(channels, sample_rate);
}

double ebur128_loudness(const std::vector<Samples>& programme, unsigned long sample_rate) {
  ebur128_state* state = ebur128_init(static_cast<unsigned>(programme.size()), sample_rate, EBUR128_MODE_I);
  Samples interleaved;
  for (size_t f = 0; f < programme[0].size(); ++f)
    for (const Samples& channel : programme) interleaved.push_back(channel[f]);
  ebur128_add_frames_float(state, interleaved.data(), programme[0].size());
  double loudness_LUFS = 0;
  ebur128_loudness_global(state, &loudness_LUFS);
  ebur128_destroy(&state);
  return loudness_LUFS;
}

double response_dB(const BiquadCoefficients& c, double freq_hz, double sample_rate) {
  const std::complex<double> z = std::polar(1.0, -2 * std::numbers::pi * freq_hz / sample_rate);
  return 20 * std::log10(std::abs((c.b0 + c.b1 * z + c.b2 * z * z) / (1.0 + c.a1 * z + c.a2 * z * z)));
}

double response_dB(const KWeighting& weighting, double freq_hz, double sample_rate) {
  return response_dB(weighting.shelf, freq_hz, sample_rate) +
         response_dB(weighting.high_pass, freq_hz, sample_rate);
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
  for (const auto& [freq_hz, gain_dB] : kGains)
    CHECK(response_dB(k, freq_hz, 48000) == Approx(gain_dB).margin(0.001));
}

TEST_CASE("a 997 Hz sine at full scale in one channel reads -3.01 LUFS") {
  Samples tone;
  add_sine(tone, 997, 0, 5);
  CHECK(loudness({tone}) == Approx(-3.01).margin(0.01));
  CHECK(loudness({Samples(tone.size()), tone}) == Approx(-3.01).margin(0.01));
}

TEST_CASE("EBU Tech 3341 cases 1 and 2: a stereo 1 kHz sine reads its peak level") {
  for (const double level_dB : {-23.0, -33.0}) {
    Samples tone;
    add_sine(tone, 1000, level_dB, 20);
    CHECK(loudness({tone, tone}) == Approx(level_dB).margin(0.1));
  }
}

TEST_CASE("EBU Tech 3341 cases 3 to 5: what is much quieter than the programme does not count") {
  struct Part {
    double level_dB, seconds;
  };
  const std::vector<std::vector<Part>> cases = {
      {{-36, 10}, {-23, 60}, {-36, 10}},
      {{-72, 10}, {-36, 10}, {-23, 60}, {-36, 10}, {-72, 10}},
      {{-26, 20}, {-20, 20.1}, {-26, 20}},
  };
  for (const auto& parts : cases) {
    Samples programme;
    for (const Part& part : parts) add_sine(programme, 1000, part.level_dB, part.seconds);
    CHECK(loudness({programme, programme}) == Approx(-23).margin(0.1));
  }
}

TEST_CASE("EBU Tech 3341 case 6: surrounds count 1.41 times, the LFE does not count") {
  Samples front, centre, surround, lfe;
  add_sine(front, 1000, -28, 20);
  add_sine(centre, 1000, -24, 20);
  add_sine(surround, 1000, -30, 20);
  add_sine(lfe, 1000, 0, 20);
  CHECK(loudness({front, front, centre, lfe, surround, surround}) == Approx(-23).margin(0.1));
}

TEST_CASE("silence, and what is shorter than a block of 400 ms, has no loudness") {
  CHECK(loudness({Samples(48000 * 2)}) == -INFINITY);
  Samples blip;
  add_sine(blip, 1000, 0, 0.39);
  CHECK(loudness({blip}) == -INFINITY);
}

TEST_CASE("music-like noise reads as libebur128 reads it, at any sample rate") {
  for (const unsigned long rate : {44100ul, 48000ul, 96000ul}) {
    std::minstd_rand random(7);
    std::normal_distribution<float> normal;
    Samples left, right;
    float low = 0;
    for (size_t f = 0; f < 12 * rate; ++f) {
      // Louder and softer by turns of a second and a half, with more bass than treble.
      const float level = (f / (rate * 3 / 2)) % 2 ? 0.2f : 0.02f;
      low += 0.05f * (normal(random) - low);
      left.push_back(level * (low + 0.2f * normal(random)));
      right.push_back(level * low);
    }
    CHECK(loudness({left, right}, static_cast<double>(rate)) ==
          Approx(ebur128_loudness({left, right}, rate)).margin(0.03));
  }
}
