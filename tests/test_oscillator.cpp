// Test signals against the numbers printed on the tin: levels, frequencies, the slope of pink noise.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <complex>
#include <numbers>
#include <vector>

#include "dsp/levels.h"
#include "dsp/oscillator.h"

using namespace headroom;

namespace {

std::vector<float> play(OscillatorKind kind, size_t frames, double freq_hz = 1000, double sample_rate = 48000,
                        int block = 64) {
  Oscillator oscillator(sample_rate);
  oscillator.start(kind);
  std::vector<float> samples(frames);
  for (size_t f = 0; f < frames; f += static_cast<size_t>(block))
    oscillator.generate(samples.data() + f, static_cast<int>(std::min<size_t>(static_cast<size_t>(block), frames - f)),
                        freq_hz);
  return samples;
}

// Level of the part of the signal at freq_hz, dBFS.
double tone_dBFS(const std::vector<float>& samples, double freq_hz, double sample_rate) {
  std::complex<double> sum = 0;
  for (size_t f = 0; f < samples.size(); ++f)
    sum += static_cast<double>(samples[f]) *
           std::polar(1.0, -2 * std::numbers::pi * freq_hz * static_cast<double>(f) / sample_rate);
  return 20 * std::log10(2 * std::abs(sum) / static_cast<double>(samples.size()));
}

// Power in a third of an octave around freq_hz, by a bank of one-period-exact sums; dB, any reference.
double third_octave_dB(const std::vector<float>& samples, double freq_hz, double sample_rate) {
  constexpr size_t kPart = 16384;
  double power = 0;
  const double spacing_hz = sample_rate / kPart;
  const int first = static_cast<int>(std::ceil(freq_hz * std::pow(2, -1.0 / 6) / spacing_hz));
  const int last = static_cast<int>(std::floor(freq_hz * std::pow(2, 1.0 / 6) / spacing_hz));
  const int stride = std::max(1, (last - first) / 12);
  int bins = 0;
  for (int bin = first; bin <= last; bin += stride, ++bins) {
    const double coefficient = 2 * std::cos(2 * std::numbers::pi * bin / kPart);  // Goertzel
    for (size_t start = 0; start + kPart <= samples.size(); start += kPart) {
      double s1 = 0, s2 = 0;
      for (size_t f = 0; f < kPart; ++f) {
        const double window = 0.5 - 0.5 * std::cos(2 * std::numbers::pi * static_cast<double>(f) / kPart);
        const double s0 = samples[start + f] * window + coefficient * s1 - s2;
        s2 = s1;
        s1 = s0;
      }
      power += s1 * s1 + s2 * s2 - coefficient * s1 * s2;
    }
  }
  return 10 * std::log10(power / bins * freq_hz);  // density times a bandwidth proportional to the frequency
}

}  // namespace

TEST_CASE("the sine is at 0 dBFS and at its frequency, to 0.01 dB") {
  for (const double sample_rate : {44100.0, 48000.0, 96000.0}) {
    for (const double freq_hz : {20.0, 440.0, 1000.0, 19000.0}) {
      const auto samples = play(OscillatorKind::sine, static_cast<size_t>(sample_rate), freq_hz, sample_rate);
      CAPTURE(sample_rate, freq_hz);
      CHECK(tone_dBFS(samples, freq_hz, sample_rate) == Approx(0).margin(0.0001));
      CHECK(rms_dBFS(mean_square(samples)) == Approx(0).margin(0.01));
    }
  }
}

TEST_CASE("the sine is clean: what is not its frequency is below -140 dB") {
  auto samples = play(OscillatorKind::sine, 48000, 997);
  for (size_t f = 0; f < samples.size(); ++f)
    samples[f] -= static_cast<float>(std::sin(2 * std::numbers::pi * 997 * static_cast<double>(f) / 48000));
  CHECK(rms_dBFS(mean_square(samples)) < -140);
}

TEST_CASE("a change of frequency goes on in the same phase") {
  Oscillator oscillator(48000);
  oscillator.start(OscillatorKind::sine);
  std::vector<float> samples;
  for (int part = 0; part < 50; ++part) {
    samples.resize(samples.size() + 37);
    oscillator.generate(samples.data() + samples.size() - 37, 37, part % 2 ? 200 : 900);
  }
  for (size_t f = 1; f < samples.size(); ++f) REQUIRE(std::abs(samples[f] - samples[f - 1]) < 0.119f);
}

TEST_CASE("white and pink noise are at 0 dBFS, without an offset") {
  for (const OscillatorKind kind : {OscillatorKind::white, OscillatorKind::pink}) {
    const auto samples = play(kind, 48000 * 20);
    double sum = 0;
    for (const float x : samples) sum += x;
    CHECK(rms_dBFS(mean_square(samples)) == Approx(0).margin(kind == OscillatorKind::white ? 0.05 : 0.4));
    CHECK(std::abs(sum / static_cast<double>(samples.size())) < 0.03);
  }
}

TEST_CASE("pink noise has the same power in every third of an octave, white noise the same at every frequency") {
  for (const double sample_rate : {48000.0, 96000.0}) {
    const auto pink = play(OscillatorKind::pink, 48000 * 20, 0, sample_rate);
    const auto white = play(OscillatorKind::white, 48000 * 20, 0, sample_rate);
    const double pink_dB = third_octave_dB(pink, 1000, sample_rate);
    const double white_dB = third_octave_dB(white, 1000, sample_rate);
    for (const double freq_hz : {125.0, 250.0, 500.0, 2000.0, 4000.0, 8000.0, 16000.0}) {
      CAPTURE(sample_rate, freq_hz);
      CHECK(third_octave_dB(pink, freq_hz, sample_rate) - pink_dB == Approx(0).margin(0.9));
      const double rise_dB = 10 * std::log10(freq_hz / 1000);
      CHECK(third_octave_dB(white, freq_hz, sample_rate) - white_dB == Approx(rise_dB).margin(0.9));
    }
  }
}

TEST_CASE("the sweep passes 632 Hz half way, ends at 20 kHz, and begins again") {
  const auto samples = play(OscillatorKind::sweep, 48000 * 11);
  // frequency by the time between two upward zero crossings
  const auto frequency_at = [&](size_t f) {
    const auto crosses = [&](size_t i) { return samples[i] < 0 && samples[i + 1] >= 0; };
    const auto exact = [&](size_t i) {
      return static_cast<double>(i) - samples[i] / static_cast<double>(samples[i + 1] - samples[i]);
    };
    size_t first = f;
    while (!crosses(first)) ++first;
    size_t last = first + 1;
    while (!crosses(last)) ++last;
    return 48000 / (exact(last) - exact(first));
  };
  CHECK(frequency_at(240000) == Approx(632.5).epsilon(0.005));
  CHECK(frequency_at(48000 * 9) == Approx(20 * std::pow(1000, 0.9)).epsilon(0.05));
  CHECK(frequency_at(48000 * 10 + 100) == Approx(20).epsilon(0.05));
}

TEST_CASE("the pulse is a positive one of one millisecond, twice a second") {
  const auto samples = play(OscillatorKind::pulse, 48000);
  CHECK(*std::max_element(samples.begin(), samples.end()) == Approx(1).margin(0.001));
  CHECK(*std::min_element(samples.begin(), samples.end()) == 0);
  for (size_t f = 0; f < samples.size(); ++f) REQUIRE((samples[f] > 0) == (f % 24000 > 0 && f % 24000 < 48));
}

TEST_CASE("every signal is the same each time and in blocks of any size") {
  for (const OscillatorKind kind : {OscillatorKind::sine, OscillatorKind::sweep, OscillatorKind::pink,
                                    OscillatorKind::white, OscillatorKind::pulse}) {
    CHECK(play(kind, 30000, 1000, 48000, 64) == play(kind, 30000, 1000, 48000, 7));
  }
}
