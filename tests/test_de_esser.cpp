// The de-esser: what it leaves alone, how far it turns its band down, and what is heard of it.
#include <catch2/catch.hpp>

#include "tests/dynamics_fixture.h"

using namespace headroom;

namespace {

StripBank de_esser_bank(const DeEsserSettings& settings, double sample_rate = 48000) {
  StripBank bank = neutral_bank();
  set_bank(bank, [&](BankTargets& targets, int lane) {
    targets.set_de_esser(lane, design_de_esser_band(settings, sample_rate), design_de_esser(settings, sample_rate));
  });
  return bank;
}

std::vector<float> de_ess(StripBank& bank, const std::vector<float>& signal) {
  return run_stage(choose_kernels().de_ess[0], bank, signal);
}

}  // namespace

TEST_CASE("a de-esser that has nothing to do, or is off, passes every bit") {
  const auto speech = sine(6000, linear(-31), 9600, 48000);
  StripBank idle = de_esser_bank({.freq_hz = 6000, .threshold_dB = -30, .range_dB = 12});
  CHECK((de_ess(idle, speech) == speech));
  const DeEsserSettings loud{.freq_hz = 6000, .threshold_dB = -60, .range_dB = 12};
  StripBank off = neutral_bank();
  set_bank(off, [&](BankTargets& targets, int lane) {
    targets.set_de_esser(lane, design_de_esser_band(loud, 48000), bypassed(design_de_esser(loud, 48000)));
  });
  CHECK((de_ess(off, speech) == speech));
}

TEST_CASE("a de-esser turns its band down to the threshold, by its range at most, within 0.1 dB") {
  for (const double rate : kRates) {
    for (const double freq_hz : {2000.0, 6000.0, 10000.0}) {
      for (const double over_dB : {3.0, 9.0, 20.0}) {
        const DeEsserSettings settings{.freq_hz = freq_hz, .threshold_dB = -30, .range_dB = 12};
        StripBank bank = de_esser_bank(settings, rate);
        const auto frames = static_cast<size_t>(rate);
        const auto out = de_ess(bank, sine(freq_hz, linear(-30 + over_dB), frames, rate));
        const double gain_dB = dB(gain_at(out, freq_hz, frames / 10, rate)) + 30 - over_dB;
        INFO(freq_hz << " Hz, " << over_dB << " dB over, at " << rate << " Hz");
        CHECK(gain_dB == Approx(static_gain_dB(settings, -30 + over_dB)).margin(0.1));
        CHECK(dB(std::exp2(-bank.de_esser.reduction_max[0])) == Approx(gain_dB).margin(0.1));
      }
    }
  }
}

TEST_CASE("while a de-esser works, what lies far from its band is as it was") {
  StripBank bank = de_esser_bank({.freq_hz = 7000, .threshold_dB = -40, .range_dB = 10});
  const auto esses = sine(7000, 0.5, 48000, 48000), voice = sine(200, 0.5, 48000, 48000);
  std::vector<float> both(48000);
  for (size_t f = 0; f < both.size(); ++f) both[f] = esses[f] + voice[f];
  const auto out = de_ess(bank, both);
  CHECK(dB(gain_at(out, 7000, 4800, 48000) / 0.5) == Approx(-10).margin(0.1));
  CHECK(dB(gain_at(out, 200, 4800, 48000) / 0.5) == Approx(0).margin(0.05));
}

TEST_CASE(
    "who listens to the de-esser hears its band: 0 dB in the middle, half the power at 0.62 and 1.62 times that") {
  for (const auto& [ratio, gain_dB] : {std::pair{1.0, 0.0}, {0.618, -3.01}, {1.618, -3.01}, {0.1, -20.0}}) {
    StripBank bank = de_esser_bank({.freq_hz = 3000, .threshold_dB = -40, .range_dB = 6, .listen = true});
    const double freq_hz = 3000 * ratio;
    const auto out = de_ess(bank, sine(freq_hz, 0.5, 96000, 48000));
    CHECK(dB(gain_at(out, freq_hz, 48000, 48000) / 0.5) == Approx(gain_dB).margin(0.3));
  }
}

TEST_CASE("the band is down within milliseconds and comes back in tens of them") {
  StripBank bank = de_esser_bank({.freq_hz = 6000, .threshold_dB = -40, .range_dB = 12});
  std::vector<float> whisper = sine(6000, linear(-60), 2400, 48000), ess = sine(6000, 0.3, 4800, 48000);
  de_ess(bank, whisper);
  de_ess(bank, std::vector<float>(ess.begin(), ess.begin() + 96));  // two milliseconds
  CHECK(std::exp2(-bank.de_esser.excess[0]) == Approx(linear(-12)).epsilon(0.05));
  de_ess(bank, ess);
  de_ess(bank, level(0, 48 * 20));
  CHECK(dB(std::exp2(-bank.de_esser.excess[0])) < -6);
  de_ess(bank, level(0, 48 * 150));
  CHECK(dB(std::exp2(-bank.de_esser.excess[0])) > -1);
}
