// VU, RMS, K-System, digital peak and overs, against the numbers of their standards.
#include <catch2/catch.hpp>
#include <random>

#include "dsp/meters/digital_peak.h"
#include "dsp/meters/over_counter.h"
#include "dsp/meters/rms.h"
#include "dsp/meters/vu.h"
#include "tests/meter_signals.h"

using namespace headroom;

namespace {

constexpr double kRates[] = {44100, 48000, 96000};

template <class Meter>
void hear(Meter& meter, const Samples& samples) {
  meter.process(samples.data(), static_cast<int>(samples.size()));
}

Samples silence(double seconds, double sample_rate) { return Samples(static_cast<size_t>(seconds * sample_rate)); }

}  // namespace

TEST_CASE("the VU needle reaches 99 % of a 1 kHz tone in 300 ms and swings 1 to 1.5 % too far (IEC 60268-17)") {
  for (const double rate : kRates) {
    VuMeter meter(rate);
    const Samples steady = tone(kZeroVU_dBFS, 3, rate);
    double reached_s = 0, highest = 0;
    for (size_t f = 0; f < steady.size(); ++f) {
      meter.process(&steady[f], 1);
      highest = std::max(highest, meter.deflection());
      if (reached_s == 0 && meter.deflection() >= 0.99) reached_s = static_cast<double>(f) / rate;
    }
    CHECK(reached_s == Approx(0.3).margin(0.03));
    CHECK(highest >= 1.01);
    CHECK(highest <= 1.015);
    CHECK(meter.reading_VU() == Approx(0).margin(0.05));
  }
}

TEST_CASE("the VU needle falls as it rises, to 1 % in 300 ms") {
  VuMeter meter(48000);
  hear(meter, tone(kZeroVU_dBFS, 3, 48000));
  hear(meter, silence(0.3, 48000));
  CHECK(meter.deflection() == Approx(0.01).margin(0.01));
  hear(meter, silence(5, 48000));
  CHECK(meter.reading_VU() < -60);
}

TEST_CASE("0 VU is where the desk is aligned") {
  VuMeter meter(48000, -18);
  hear(meter, tone(-15, 3, 48000));
  CHECK(meter.reading_VU() == Approx(3).margin(0.05));
}

TEST_CASE("RMS of a sine reads its peak level (AES17), a square 3 dB more") {
  for (const double rate : kRates) {
    RmsMeter sine(rate), square(rate);
    hear(sine, tone(-20, 3, rate));
    hear(square, Samples(static_cast<size_t>(3 * rate), 0.1f));
    CHECK(sine.reading_dBFS() == Approx(-20).margin(0.05));
    CHECK(square.reading_dBFS() == Approx(-20 + 3.01).margin(0.05));
  }
}

TEST_CASE("RMS integrates over 600 ms") {
  RmsMeter meter(48000);
  hear(meter, tone(-20, 0.6, 48000));
  CHECK(meter.reading_dBFS() == Approx(-20).margin(0.15));
  hear(meter, silence(0.6, 48000));
  CHECK(meter.reading_dBFS() < -20 - 10);
}

TEST_CASE("the K-System's zero lies 12, 14 and 20 dB below full scale") {
  RmsMeter meter(48000);
  hear(meter, tone(-14, 3, 48000));
  CHECK(meter.reading_K_dB(KScale::k_12) == Approx(-2).margin(0.05));
  CHECK(meter.reading_K_dB(KScale::k_14) == Approx(0).margin(0.05));
  CHECK(meter.reading_K_dB(KScale::k_20) == Approx(6).margin(0.05));
}

TEST_CASE("the digital peak meter shows one full sample, falls 20 dB in 1.7 s and holds for a second (IEC 60268-18)") {
  for (const double rate : kRates) {
    DigitalPeakMeter meter(rate);
    hear(meter, {1.0f});
    CHECK(meter.reading_dBFS() == 0);
    hear(meter, silence(0.5, rate));
    CHECK(meter.held_dBFS() == 0);
    hear(meter, silence(1.2, rate));
    CHECK(meter.reading_dBFS() == Approx(-20).margin(20 * 0.3 / 1.7));
    CHECK(meter.reading_dBFS() == Approx(-20).margin(0.1));
    CHECK(meter.held_dBFS() < -5);
    CHECK(meter.held_dBFS() > meter.reading_dBFS());
  }
}

TEST_CASE("no click is missed, however seldom the meter is looked at") {
  std::minstd_rand random(1);
  for (int i = 0; i < 50; ++i) {
    DigitalPeakMeter meter(48000);
    Samples samples(48000 / 7);  // a screen of 7 frames a second
    samples[random() % samples.size()] = -0.5f;
    hear(meter, samples);
    CHECK(meter.held_dBFS() == Approx(-6.02).margin(0.01));
  }
}

TEST_CASE("the digital peak scale gives its upper half to the last 20 dB") {
  constexpr double kHeights[][2] = {{0, 1},      {6, 1},       {-20, 0.5}, {-10, 0.75},
                                    {-40, 0.15}, {-60, 0.025}, {-70, 0},   {-100, 0}};
  for (const auto& [level_dBFS, height] : kHeights) CHECK(digital_peak_deflection(level_dBFS) == Approx(height));
  CHECK(digital_peak_deflection(-INFINITY) == 0);
}

TEST_CASE("three samples in a row at full scale are one over, two are none") {
  OverCounter overs;
  const Samples samples{0, 1, 1, 0, -1, -1, -1, -1, 0, 0.9f, 1, -1, 1, 0.5f};
  hear(overs, samples);
  CHECK(overs.count() == 2);
  CHECK(overs.first_frame() == 4);
  CHECK(overs.last_frame() == 10);
  OverCounter single(1);
  hear(single, samples);
  CHECK(single.count() == 3);
}

TEST_CASE("an over is found wherever blocks divide it") {
  for (const size_t cut : {1u, 2u, 3u, 4u}) {
    OverCounter overs;
    const Samples samples{0, 1, 1, 1, 0};
    hear(overs, Samples(samples.begin(), samples.begin() + static_cast<long>(cut)));
    hear(overs, Samples(samples.begin() + static_cast<long>(cut), samples.end()));
    CHECK(overs.count() == 1);
    CHECK(overs.first_frame() == 1);
  }
}

TEST_CASE("level meters read the same bits whatever the block size") {
  const Samples sound = music_like_noise(2, 48000, 6);
  VuMeter vu(48000), vu_whole(48000);
  RmsMeter rms(48000), rms_whole(48000);
  DigitalPeakMeter peak(48000), peak_whole(48000);
  hear(vu_whole, sound), hear(rms_whole, sound), hear(peak_whole, sound);
  for (size_t f = 0; f < sound.size(); f += 37) {
    const int frames = std::min(37, static_cast<int>(sound.size() - f));
    vu.process(&sound[f], frames), rms.process(&sound[f], frames), peak.process(&sound[f], frames);
  }
  CHECK(vu.deflection() == vu_whole.deflection());
  CHECK(rms.mean_square() == rms_whole.mean_square());
  CHECK(peak.reading_dBFS() == peak_whole.reading_dBFS());
  CHECK(peak.held_dBFS() == peak_whole.held_dBFS());
}
