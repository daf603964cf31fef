// True peak: EBU Tech 3341 cases 15 to 23, synthesised at three sample rates; the error bounds of the oversampling; and
// libebur128.
#include <ebur128.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>
#include <random>

#include "dsp/meters/true_peak.h"
#include "tests/meter_signals.h"

using namespace headroom;

namespace {

constexpr double kRates[] = {44100, 48000, 96000};
constexpr double kOver_dB = 0.2, kUnder_dB = 0.4;  // the tolerances of EBU Tech 3341
constexpr double kTurn = 2 * std::numbers::pi;

double true_peak_dBTP(const Samples& samples, double sample_rate, int block_frames = 333) {
  TruePeakMeter meter(sample_rate);
  Samples padded = samples;
  padded.resize(padded.size() + static_cast<size_t>(meter.latency_frames()));
  float peak = 0;
  for (size_t f = 0; f < padded.size(); f += static_cast<size_t>(block_frames))
    peak =
        std::max(peak, meter.process(padded.data() + f,
                                     static_cast<int>(std::min(padded.size() - f, static_cast<size_t>(block_frames)))));
  return 20 * std::log10(static_cast<double>(peak));
}

// A sine of `frequency` cycles a frame with ends faded over 10 ms, as cases 15 to 19 want it.
Samples faded_sine(double frequency, double amplitude, double phase_deg, double sample_rate) {
  Samples samples(static_cast<size_t>(sample_rate / 2));
  const double fade = 0.01 * sample_rate, last = static_cast<double>(samples.size() - 1);
  for (size_t f = 0; f < samples.size(); ++f) {
    const double at = static_cast<double>(f);
    const double taper = std::min({1.0, at / fade, (last - at) / fade});
    samples[f] = static_cast<float>(amplitude * taper * std::sin(kTurn * (frequency * at + phase_deg / 360)));
  }
  return samples;
}

// Cases 20 to 23: a sine of a sixth of the sample rate at half scale holds one period of a quarter of it at full scale,
// all in one phase, made at four times the rate, low-passed, and one sample of four kept, from `offset`.
Samples burst_inside_sine(size_t offset) {
  constexpr int kTaps = 1601, kBefore = 24 * 250, kBurst = 16, kAfter = 24 * 250;
  std::vector<double> high;
  for (int i = 0; i < kBefore; ++i) high.push_back(0.5 * std::sin(kTurn * i / 24));
  for (int i = 0; i < kBurst; ++i) high.push_back(std::sin(kTurn * i / 16));
  for (int i = 0; i < kAfter; ++i) high.push_back(0.5 * std::sin(kTurn * i / 24));
  const double fade = 100 * 24, last = static_cast<double>(high.size() - 1);
  for (size_t i = 0; i < high.size(); ++i) {
    const double at = static_cast<double>(i);
    high[i] *= std::min({1.0, at / fade, (last - at) / fade});
  }
  std::vector<double> low_pass(kTaps);
  for (int i = 0; i < kTaps; ++i) {
    const double place = i - kTaps / 2, cut_off = 2 * 0.4875 / 4;  // 0.4875 of the final rate
    const double window = 0.5 + 0.5 * std::cos(kTurn * place / (kTaps + 1));
    const double sinc =
        place == 0 ? 1 : std::sin(std::numbers::pi * cut_off * place) / (std::numbers::pi * cut_off * place);
    low_pass[static_cast<size_t>(i)] = cut_off * sinc * window;
  }
  Samples samples;
  for (size_t at = offset; at + kTaps <= high.size(); at += 4) {
    double sum = 0;
    for (size_t i = 0; i < kTaps; ++i) sum += low_pass[i] * high[at + i];
    samples.push_back(static_cast<float>(sum));
  }
  return samples;
}

void check_within_ebu(double reading_dBTP, double expected_dBTP) {
  CHECK(reading_dBTP <= expected_dBTP + kOver_dB);
  CHECK(reading_dBTP >= expected_dBTP - kUnder_dB);
}

}  // namespace

TEST_CASE("EBU Tech 3341 cases 15 to 19: a steady tone's peak between the samples is read") {
  struct Case {
    double periods_of_frames, amplitude, phase_deg, expected_dBTP;
  };
  constexpr Case kCases[] = {{4, 0.5, 0, -6}, {4, 0.5, 45, -6}, {6, 0.5, 60, -6}, {8, 0.5, 67.5, -6}, {4, 1.41, 45, 3}};
  for (const double rate : kRates)
    for (const Case& c : kCases)
      check_within_ebu(true_peak_dBTP(faded_sine(1 / c.periods_of_frames, c.amplitude, c.phase_deg, rate), rate),
                       c.expected_dBTP);
}

TEST_CASE("EBU Tech 3341 cases 20 to 23: one period at full scale is read, wherever the samples fall") {
  for (const double rate : kRates)
    for (size_t offset = 0; offset < 4; ++offset) check_within_ebu(true_peak_dBTP(burst_inside_sine(offset), rate), 0);
}

TEST_CASE("a sine of up to 20 kHz reads its amplitude within 0.15 dB, in any phase, at any sample rate") {
  std::minstd_rand random(3);
  std::uniform_real_distribution<double> phase_deg(0, 360);
  for (const double rate : {44100.0, 48000.0, 88200.0, 96000.0, 176400.0, 192000.0, 384000.0})
    for (const double freq_hz : {997.0, 5000.0, 11025.0, 12000.0, 14700.0, 16000.0, 18000.0, 19997.0, 20000.0}) {
      const double reading = true_peak_dBTP(faded_sine(freq_hz / rate, 1, phase_deg(random), rate), rate);
      INFO(rate << " Hz, tone of " << freq_hz << " Hz");
      CHECK(reading <= 0.1);
      CHECK(reading >= -0.15);
    }
}

TEST_CASE("the true peak is never below the sample peak, and silence has none") {
  CHECK(true_peak_dBTP(Samples(1000), 48000) == -INFINITY);
  Samples click(1000);
  click[500] = -1;
  CHECK(true_peak_dBTP(click, 48000) == 0);
}

TEST_CASE("the true peak of every stretch is the same whatever the block size") {
  const Samples sound = music_like_noise(1, 44100, 5);
  const double whole = true_peak_dBTP(sound, 44100, 1 << 30);
  for (const int block_frames : {1, 7, 64, 65, 1000}) CHECK(true_peak_dBTP(sound, 44100, block_frames) == whole);
}

TEST_CASE("music-like noise peaks as libebur128 reads it, which looks at half as many places") {
  const Samples sound = music_like_noise(10, 48000, 9);
  ebur128_state* state = ebur128_init(1, 48000, EBUR128_MODE_TRUE_PEAK);
  ebur128_add_frames_float(state, sound.data(), sound.size());
  double peak = 0;
  ebur128_true_peak(state, 0, &peak);
  ebur128_destroy(&state);
  const double reading = true_peak_dBTP(sound, 48000);
  CHECK(reading >= 20 * std::log10(peak) - 0.05);
  CHECK(reading <= 20 * std::log10(peak) + 0.5);
}
