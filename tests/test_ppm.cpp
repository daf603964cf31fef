// Programme meters against the tone-burst tables and return times of IEC 60268-10 and EBU Tech 3205.
#include <catch2/catch.hpp>

#include "dsp/meters/ppm.h"
#include "tests/meter_signals.h"

using namespace headroom;

namespace {

constexpr double kRates[] = {44100, 48000, 96000, 192000};
constexpr PpmKind kTypeOne[] = {PpmKind::type_I, PpmKind::nordic, PpmKind::din_45406};
constexpr PpmKind kTypeTwo[] = {PpmKind::type_IIa, PpmKind::type_IIb};

// The highest reading during a burst of 5 kHz.
double burst_dB(PpmKind kind, double burst_ms, double sample_rate) {
  PpmMeter meter(kind, sample_rate);
  const Samples burst = tone(0, burst_ms / 1000, sample_rate, 5000);
  double highest = -INFINITY;
  for (const float& x : burst) {
    meter.process(&x, 1);
    highest = std::max(highest, meter.reading_dBFS());
  }
  return highest;
}

double return_s(PpmKind kind, double fall_dB, double sample_rate) {
  PpmMeter meter(kind, sample_rate);
  const Samples steady = tone(-6, 1, sample_rate);
  meter.process(steady.data(), static_cast<int>(steady.size()));
  const double from = meter.reading_dBFS();
  const float silence = 0;
  int frames = 0;
  while (meter.reading_dBFS() > from - fall_dB) {
    meter.process(&silence, 1);
    ++frames;
  }
  return frames / sample_rate;
}

struct Burst {
  double length_ms, reading_dB, tolerance_dB;
};

}  // namespace

TEST_CASE("a type I programme meter reads bursts of 5 kHz by its table") {
  constexpr Burst kBursts[] = {{10, -1, 0.5}, {5, -2, 1}, {3, -4, 1}, {0.4, -15, 4}};
  for (const double rate : kRates)
    for (const PpmKind kind : kTypeOne)
      for (const Burst& burst : kBursts) {
        INFO(burst.length_ms << " ms at " << rate << " Hz");
        CHECK(burst_dB(kind, burst.length_ms, rate) == Approx(burst.reading_dB).margin(burst.tolerance_dB).epsilon(0));
      }
}

TEST_CASE("a type II programme meter reads bursts of 5 kHz by its table") {
  constexpr Burst kBursts[] = {{100, 0, 0.5}, {10, -2, 0.5}, {5, -4, 0.75}, {1.5, -9, 1}, {0.5, -17, 2}};
  for (const double rate : kRates)
    for (const PpmKind kind : kTypeTwo)
      for (const Burst& burst : kBursts) {
        INFO(burst.length_ms << " ms at " << rate << " Hz");
        CHECK(burst_dB(kind, burst.length_ms, rate) == Approx(burst.reading_dB).margin(burst.tolerance_dB).epsilon(0));
      }
}

TEST_CASE("a programme meter returns in the time of its type") {
  for (const double rate : kRates) {
    CHECK(return_s(PpmKind::type_I, 20, rate) == Approx(1.7).margin(0.3));
    CHECK(return_s(PpmKind::nordic, 20, rate) == Approx(1.7).margin(0.3));
    CHECK(return_s(PpmKind::din_45406, 20, rate) == Approx(1.5).margin(0.05));
    for (const PpmKind kind : kTypeTwo) CHECK(return_s(kind, 24, rate) == Approx(2.8).margin(0.3));
  }
}

TEST_CASE("a steady sine reads its peak on every programme meter, and overswings less than half a dB") {
  for (const double rate : kRates)
    for (const PpmKind kind :
         {PpmKind::type_I, PpmKind::din_45406, PpmKind::nordic, PpmKind::type_IIa, PpmKind::type_IIb})
      for (const double freq_hz : {100.0, 1000.0, 5000.0}) {
        PpmMeter meter(kind, rate);
        const Samples steady = tone(-18, 2, rate, freq_hz);
        double highest = -INFINITY;
        for (size_t f = 0; f + 100 <= steady.size(); f += 100) {
          meter.process(steady.data() + f, 100);
          highest = std::max(highest, meter.reading_dBFS());
        }
        CHECK(meter.reading_dBFS() == Approx(-18).margin(0.3));
        CHECK(highest < -18 + 0.5);
      }
}

TEST_CASE("the alignment level stands where each scale says") {
  CHECK(ppm_scale(PpmKind::type_IIa, -18) == 4);
  CHECK(ppm_scale(PpmKind::type_IIa, -10) == 6);
  CHECK(ppm_scale(PpmKind::type_IIa, -30) == 1);
  CHECK(ppm_scale(PpmKind::type_IIb, -18) == 0);
  CHECK(ppm_scale(PpmKind::nordic, -9) == 9);
  CHECK(ppm_scale(PpmKind::type_I, -9) == 0);
  CHECK(ppm_scale(PpmKind::din_45406, -18) == -9);
}

TEST_CASE("a programme meter reads the same bits whatever the block size, and a broken sample passes it by") {
  Samples sound = music_like_noise(2, 48000, 4);
  sound[1000] = NAN;
  PpmMeter whole(PpmKind::type_IIa, 48000);
  whole.process(sound.data(), static_cast<int>(sound.size()));
  CHECK(std::isfinite(whole.reading_dBFS()));
  for (const int block_frames : {1, 64, 1000}) {
    PpmMeter meter(PpmKind::type_IIa, 48000);
    for (size_t f = 0; f < sound.size(); f += static_cast<size_t>(block_frames))
      meter.process(sound.data() + f, std::min(block_frames, static_cast<int>(sound.size() - f)));
    CHECK(meter.reading_dBFS() == whole.reading_dBFS());
  }
}
