// The fractional-octave analyser against the frequencies and the class 1 limits of IEC 61260-1:2014.
#include <catch2/catch.hpp>

#include "dsp/meters/octave_analyser.h"
#include "dsp/oscillator.h"
#include "tests/meter_signals.h"

using namespace headroom;

namespace {

// The attenuation that class 1 allows of a third at a ratio to its centre, upper side; the lower mirrors it.
struct Limit {
  double ratio, least_dB, most_dB;
};
constexpr double kAnything = 1000;
constexpr Limit kInside[] = {
    {1, -0.4, 0.4}, {1.02667, -0.4, 0.5}, {1.05575, -0.4, 0.7}, {1.08746, -0.4, 1.4}, {1.122, -0.4, 5.3}};
constexpr Limit kOutside[] = {{1.12204, 1.2, kAnything}, {1.29437, 16.6, kAnything}, {1.88173, 40.5, kAnything},
                              {3.05365, 60, kAnything},  {5.39195, 70, kAnything},   {12, 70, kAnything}};

// Least and most between two rows: straight in the logarithm of the ratio.
Limit between(const Limit& a, const Limit& b) {
  return {std::sqrt(a.ratio * b.ratio), (a.least_dB + b.least_dB) / 2, (a.most_dB + b.most_dB) / 2};
}

std::vector<Limit> all_limits() {
  std::vector<Limit> limits;
  for (const auto& rows : {std::span<const Limit>(kInside), std::span<const Limit>(kOutside)})
    for (size_t i = 0; i < rows.size(); ++i) {
      limits.push_back(rows[i]);
      if (i + 1 < rows.size()) limits.push_back(between(rows[i], rows[i + 1]));
    }
  return limits;
}

// What a band makes of a full-scale sine, once its filters have settled: dB below full scale.
double attenuation_dB(size_t band, const OctaveAnalyser& fresh, double freq_hz, double sample_rate) {
  OctaveAnalyser analyser = fresh;
  const double width_hz = fresh.bands()[band].upper_hz - fresh.bands()[band].lower_hz;
  const Samples sound = tone(0, 0.25 + 14 / width_hz, sample_rate, freq_hz);
  const auto settled = static_cast<int>((0.05 + 12 / width_hz) * sample_rate);
  analyser.process(sound.data(), settled);
  analyser.reset();
  analyser.process(sound.data() + settled, static_cast<int>(sound.size()) - settled);
  return -analyser.mean_dBFS(band);
}

}  // namespace

TEST_CASE("thirds of an octave stand where IEC 61260-1 puts them") {
  const auto thirds = octave_bands(3);
  REQUIRE(thirds.size() == 31);
  CHECK(thirds[0].centre_hz == Approx(19.953).epsilon(1e-4));
  CHECK(thirds[17].centre_hz == Approx(1000));
  CHECK(thirds[17].lower_hz == Approx(891.25).epsilon(1e-5));
  CHECK(thirds[30].upper_hz == Approx(22387.21).epsilon(1e-6));
  constexpr double kNominal[] = {20,   25,   31.5, 40,   50,   63,    80,    100,   125,  160,  200,
                                 250,  315,  400,  500,  630,  800,   1000,  1250,  1600, 2000, 2500,
                                 3150, 4000, 5000, 6300, 8000, 10000, 12500, 16000, 20000};
  for (size_t i = 0; i < thirds.size(); ++i) CHECK(nominal_hz(3, thirds[i].centre_hz) == Approx(kNominal[i]));
}

TEST_CASE("bands meet without a gap, and an even number to the octave stands on either side of 1 kHz") {
  for (const int bands_per_octave : {1, 2, 3, 6, 12, 24}) {
    const auto bands = octave_bands(bands_per_octave);
    for (size_t i = 1; i < bands.size(); ++i) REQUIRE(bands[i].lower_hz == Approx(bands[i - 1].upper_hz));
  }
  CHECK(octave_bands(1).size() == 10);
  bool has_edge_at_1k = false;
  for (const OctaveBand& band : octave_bands(6)) has_edge_at_1k |= std::fabs(band.lower_hz - 1000) < 1e-6;
  CHECK(has_edge_at_1k);
}

TEST_CASE("every third of an octave lies within class 1 of IEC 61260-1") {
  for (const double rate : {44100.0, 48000.0, 96000.0}) {
    const OctaveAnalyser fresh(3, rate);
    // At 44.1 kHz the band of 20 kHz reaches beyond what the rate can hold.
    for (size_t band = 1; band < fresh.bands().size(); band += rate == 48000 ? 1 : 5) {
      const OctaveBand& b = fresh.bands()[band];
      if (b.upper_hz > rate / 2) continue;
      for (const Limit& limit : all_limits())
        for (const double freq_hz : {b.centre_hz * limit.ratio, b.centre_hz / limit.ratio}) {
          if (freq_hz > 0.47 * rate || freq_hz < 2) continue;
          const double attenuation = attenuation_dB(band, fresh, freq_hz, rate);
          INFO(b.centre_hz << " Hz band, tone of " << freq_hz << " Hz at " << rate << " Hz");
          REQUIRE(attenuation >= limit.least_dB);
          REQUIRE(attenuation <= limit.most_dB);
        }
    }
  }
}

TEST_CASE("pink noise stands level in every resolution") {
  Oscillator oscillator(48000);
  oscillator.start(OscillatorKind::pink);
  Samples pink(48000 * 60);
  oscillator.generate(pink.data(), static_cast<int>(pink.size()), 0);
  for (const int bands_per_octave : {1, 3, 6}) {
    OctaveAnalyser analyser(bands_per_octave, 48000);
    analyser.process(pink.data(), static_cast<int>(pink.size()));
    double mean_dB = 0, bands = 0;
    for (size_t band = 0; band < analyser.bands().size(); ++band)
      if (analyser.bands()[band].centre_hz > 100) mean_dB += analyser.mean_dBFS(band), ++bands;
    mean_dB /= bands;
    for (size_t band = 0; band < analyser.bands().size(); ++band)
      if (analyser.bands()[band].centre_hz > 100) CHECK(analyser.mean_dBFS(band) == Approx(mean_dB).margin(0.5));
  }
}

TEST_CASE("all bands together hold the power of the sound") {
  const Samples sound = tone(-20, 5, 48000, 1000);
  for (const int bands_per_octave : {1, 3, 6, 12, 24}) {
    OctaveAnalyser analyser(bands_per_octave, 48000);
    analyser.process(sound.data(), 96000);
    analyser.reset();
    analyser.process(sound.data() + 96000, 144000);
    double power = 0;
    for (size_t band = 0; band < analyser.bands().size(); ++band) power += std::pow(10, analyser.mean_dBFS(band) / 10);
    CHECK(10 * std::log10(power) == Approx(-20).margin(0.3));
  }
}

TEST_CASE("a band holds its peak until reset, while its level falls") {
  OctaveAnalyser analyser(3, 48000);
  const Samples sound = tone(-20, 2, 48000), silence(96000);
  analyser.process(sound.data(), 96000);
  analyser.process(silence.data(), 96000);
  CHECK(analyser.held_dBFS(17) == Approx(-20).margin(0.1));
  CHECK(analyser.level_dBFS(17) < -60);
  analyser.reset();
  CHECK(analyser.held_dBFS(17) == -INFINITY);
}

TEST_CASE("the analyser reads the same bits whatever the block size") {
  const Samples sound = music_like_noise(2, 44100, 11);
  OctaveAnalyser whole(3, 44100);
  whole.process(sound.data(), static_cast<int>(sound.size()));
  for (const int block_frames : {1, 37, 1000}) {
    OctaveAnalyser analyser(3, 44100);
    for (size_t f = 0; f < sound.size(); f += static_cast<size_t>(block_frames))
      analyser.process(&sound[f], std::min(block_frames, static_cast<int>(sound.size() - f)));
    for (size_t band = 0; band < whole.bands().size(); ++band) {
      REQUIRE(analyser.level_dBFS(band) == whole.level_dBFS(band));
      REQUIRE(analyser.mean_dBFS(band) == whole.mean_dBFS(band));
    }
  }
}
