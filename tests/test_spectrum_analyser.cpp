// The FFT spectrum on tones whose level and place are known.
#include <catch2/catch.hpp>

#include "dsp/meters/spectrum_analyser.h"
#include "tests/meter_signals.h"

using namespace headroom;

namespace {

constexpr int kFrames = 4096;
constexpr double kRate = 48000, kBin_hz = kRate / kFrames;
constexpr SpectrumWindow kWindows[] = {SpectrumWindow::hann, SpectrumWindow::blackman_harris, SpectrumWindow::flat_top,
                                       SpectrumWindow::rectangular};

SpectrumAnalyser heard(const Samples& sound, SpectrumWindow window) {
  SpectrumAnalyser analyser(kFrames, kFrames / 2, window, kRate);
  analyser.process(sound.data(), static_cast<int>(sound.size()));
  return analyser;
}

}  // namespace

TEST_CASE("a tone on a bin reads its level, whatever the window") {
  for (const SpectrumWindow window : kWindows) {
    const SpectrumAnalyser analyser = heard(tone(-20, 1, kRate, 100 * kBin_hz), window);
    CHECK(analyser.freq_hz(100) == Approx(100 * kBin_hz));
    CHECK(analyser.level_dBFS(100) == Approx(-20).margin(0.01));
    CHECK(analyser.mean_dBFS(100) == Approx(-20).margin(0.01));
    CHECK(analyser.held_dBFS(100) == Approx(-20).margin(0.01));
    CHECK(analyser.level_dBFS(300) < -100);
  }
}

TEST_CASE("between two bins a flat top loses nothing, a Hann window 1.4 dB") {
  const Samples between = tone(-20, 1, kRate, 100.5 * kBin_hz);
  CHECK(heard(between, SpectrumWindow::flat_top).level_dBFS(100) == Approx(-20).margin(0.02));
  CHECK(heard(between, SpectrumWindow::hann).level_dBFS(100) == Approx(-21.42).margin(0.05));
}

TEST_CASE("a Blackman-Harris window shows a tone 80 dB below its neighbour 8 bins away") {
  Samples sound = tone(0, 1, kRate, 100.5 * kBin_hz);
  const Samples soft = tone(-80, 1, kRate, 109 * kBin_hz);
  for (size_t f = 0; f < sound.size(); ++f) sound[f] += soft[f];
  const SpectrumAnalyser analyser = heard(sound, SpectrumWindow::blackman_harris);
  CHECK(analyser.level_dBFS(109) == Approx(-80).margin(1));
  CHECK(analyser.level_dBFS(117) < -90);
}

TEST_CASE("the average follows, the held level stays, and reset forgets") {
  SpectrumAnalyser analyser(kFrames, kFrames / 2, SpectrumWindow::hann, kRate);
  const Samples sound = tone(-20, 2, kRate, 100 * kBin_hz), silence(96000);
  CHECK(analyser.level_dBFS(100) == -INFINITY);
  analyser.process(sound.data(), 96000);
  analyser.process(silence.data(), 96000);
  CHECK(analyser.level_dBFS(100) < -40);
  CHECK(analyser.held_dBFS(100) == Approx(-20).margin(0.01));
  analyser.reset();
  CHECK(analyser.held_dBFS(100) == -INFINITY);
  CHECK(analyser.windows() == 0);
}

TEST_CASE("spectra are the same bits whatever the block size") {
  const Samples sound = music_like_noise(1, kRate, 12);
  const SpectrumAnalyser whole = heard(sound, SpectrumWindow::hann);
  SpectrumAnalyser analyser(kFrames, kFrames / 2, SpectrumWindow::hann, kRate);
  for (size_t f = 0; f < sound.size(); f += 100)
    analyser.process(&sound[f], std::min(100, static_cast<int>(sound.size() - f)));
  for (int bin = 0; bin < whole.bins(); ++bin) REQUIRE(analyser.level_dBFS(bin) == whole.level_dBFS(bin));
}
