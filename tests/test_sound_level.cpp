// The sound level meter against the tables of IEC 61672-1:2013 and against arithmetic.
#include <catch2/catch.hpp>

#include "dsp/meters/sound_level.h"
#include "tests/meter_signals.h"

using namespace headroom;
using enum FrequencyWeighting;

namespace {

struct TableRow {
  double freq_hz, a_dB, c_dB, over_dB, under_dB;  // class 1
};
constexpr double kAnything = 1000;
constexpr TableRow kTable[] = {{10, -70.4, -14.3, 3, kAnything},
                               {16, -56.7, -8.5, 2, 4},
                               {20, -50.5, -6.2, 2, 2},
                               {25, -44.7, -4.4, 2, 1.5},
                               {31.5, -39.4, -3.0, 1.5, 1.5},
                               {40, -34.6, -2.0, 1, 1},
                               {50, -30.2, -1.3, 1, 1},
                               {63, -26.2, -0.8, 1, 1},
                               {80, -22.5, -0.5, 1, 1},
                               {100, -19.1, -0.3, 1, 1},
                               {125, -16.1, -0.2, 1, 1},
                               {160, -13.4, -0.1, 1, 1},
                               {200, -10.9, 0, 1, 1},
                               {250, -8.6, 0, 1, 1},
                               {315, -6.6, 0, 1, 1},
                               {400, -4.8, 0, 1, 1},
                               {500, -3.2, 0, 1, 1},
                               {630, -1.9, 0, 1, 1},
                               {800, -0.8, 0, 1, 1},
                               {1000, 0, 0, 0.7, 0.7},
                               {1250, 0.6, 0, 1, 1},
                               {1600, 1, -0.1, 1, 1},
                               {2000, 1.2, -0.2, 1, 1},
                               {2500, 1.3, -0.3, 1, 1},
                               {3150, 1.2, -0.5, 1, 1},
                               {4000, 1, -0.8, 1, 1},
                               {5000, 0.5, -1.3, 1.5, 1.5},
                               {6300, -0.1, -2, 1.5, 2},
                               {8000, -1.1, -3, 1.5, 2.5},
                               {10000, -2.5, -4.4, 2, 3},
                               {12500, -4.3, -6.2, 2, 5},
                               {16000, -6.6, -8.5, 2.5, 16},
                               {20000, -9.3, -11.2, 3, kAnything}};

// The tables hold for frequencies in base ten: 31.5 stands for 31.623 Hz.
double exact_hz(double nominal_hz) { return 1000 * std::pow(10, std::round(10 * std::log10(nominal_hz / 1000)) / 10); }

// What a weighting does to a sine, once it has settled.
double gain_dB(FrequencyWeighting weighting, double freq_hz, double sample_rate) {
  WeightingFilter filter(weighting, sample_rate);
  const Samples sound = tone(0, 1.5, sample_rate, freq_hz);
  const auto settled = static_cast<size_t>(0.5 * sample_rate);
  double in = 0, out = 0;
  for (size_t f = 0; f < sound.size(); ++f) {
    const double y = filter.tick(sound[f]);
    if (f < settled) continue;
    in += static_cast<double>(sound[f]) * sound[f];
    out += y * y;
  }
  return 10 * std::log10(out / in);
}

template <class Meter>
void hear(Meter& meter, const Samples& samples) {
  meter.process(samples.data(), static_cast<int>(samples.size()));
}

}  // namespace

TEST_CASE("the curves of A and C are those that IEC 61672-1 prints") {
  for (const TableRow& row : kTable) {
    CHECK(weighting_dB(A, exact_hz(row.freq_hz)) == Approx(row.a_dB).margin(0.051));
    CHECK(weighting_dB(C, exact_hz(row.freq_hz)) == Approx(row.c_dB).margin(0.051));
  }
}

TEST_CASE("the filters lie within class 1, and within 0.3 dB of the curve up to 20 kHz, at any sample rate") {
  for (const double rate : {44100.0, 48000.0, 96000.0, 192000.0})
    for (const TableRow& row : kTable) {
      const double freq_hz = exact_hz(row.freq_hz);
      INFO(freq_hz << " Hz at " << rate << " Hz");
      for (const auto& [weighting, table_dB] : {std::pair{A, row.a_dB}, std::pair{C, row.c_dB}}) {
        const double gain = gain_dB(weighting, freq_hz, rate);
        CHECK(gain <= table_dB + row.over_dB);
        CHECK(gain >= table_dB - row.under_dB);
        CHECK(gain == Approx(weighting_dB(weighting, freq_hz)).margin(0.3).epsilon(0));
      }
    }
  CHECK(gain_dB(Z, 20, 48000) == 0);
}

TEST_CASE("a calibrator's tone reads its level with every weighting") {
  for (const FrequencyWeighting weighting : {A, C, Z}) {
    SoundLevelMeter meter(weighting, 48000, 124);  // 94 dB SPL is -30 dBFS
    hear(meter, tone(-30, 10, 48000));
    CHECK(meter.fast_dB() == Approx(94).margin(0.1));
    CHECK(meter.slow_dB() == Approx(94).margin(0.1));
    CHECK(meter.leq_dB(1) == Approx(94).margin(0.1));
    CHECK(meter.peak_dB() == Approx(97).margin(0.5));
  }
}

TEST_CASE("fast falls 34.7 dB in a second, slow 4.3 dB") {
  SoundLevelMeter meter(Z, 48000, 0);
  hear(meter, tone(0, 10, 48000));
  hear(meter, Samples(48000));
  CHECK(meter.fast_dB() == Approx(-34.74).margin(0.1));
  CHECK(meter.slow_dB() == Approx(-4.34).margin(0.1));
  CHECK(meter.max_fast_dB() == Approx(0).margin(0.05));
}

TEST_CASE("a burst of 200 ms of 4 kHz reads 1 dB low on fast, 7.4 dB on slow (IEC 61672-1 table 4)") {
  SoundLevelMeter meter(Z, 48000, 0);
  hear(meter, tone(0, 0.2, 48000, 4000));
  hear(meter, Samples(48000));
  CHECK(meter.max_fast_dB() == Approx(-1.0).margin(0.1));
  CHECK(meter.max_slow_dB() == Approx(-7.4).margin(0.1));
}

TEST_CASE("the equivalent level is the mean of the energy over the last minutes") {
  constexpr double kRate = 1000;  // minutes are long
  SoundLevelMeter meter(Z, kRate, 100);
  CHECK(meter.leq_dB(1) == -INFINITY);
  hear(meter, tone(0, 60, kRate, 100));
  CHECK(meter.leq_dB(1) == Approx(100).margin(0.01));
  CHECK(meter.leq_dB(5) == Approx(100).margin(0.01));  // of the one minute there is
  hear(meter, Samples(60000));
  CHECK(meter.leq_dB(1) == -INFINITY);
  CHECK(meter.leq_dB(5) == Approx(100 - 3.01).margin(0.01));
  hear(meter, Samples(3 * 60000));
  CHECK(meter.leq_dB(5) == Approx(100 - 6.99).margin(0.01));
  CHECK(meter.leq_since_reset_dB() == Approx(100 - 6.99).margin(0.01));
  CHECK(meter.max_leq_dB(0) == Approx(100).margin(0.01));
  CHECK(meter.max_leq_dB(1) == Approx(100 - 6.99).margin(0.01));
  CHECK(meter.max_leq_dB(2) == -INFINITY);  // ten minutes have not passed
  hear(meter, Samples(60 * 60000));
  CHECK(meter.leq_dB(60) == -INFINITY);
  CHECK(meter.seconds() == 65 * 60);
}

TEST_CASE("the sound level meter reads the same bits whatever the block size") {
  const Samples sound = music_like_noise(3, 48000, 13);
  SoundLevelMeter whole(A, 48000, 0), meter(A, 48000, 0);
  hear(whole, sound);
  for (size_t f = 0; f < sound.size(); f += 77)
    meter.process(&sound[f], std::min(77, static_cast<int>(sound.size() - f)));
  CHECK(meter.fast_dB() == whole.fast_dB());
  CHECK(meter.leq_dB(1) == whole.leq_dB(1));
  CHECK(meter.peak_dB() == whole.peak_dB());
}
