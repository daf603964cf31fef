// The gate stage - gate, expander, ducker: what it opens and closes at, its static curves against dynamics-eq 2.1, and
// its times against their definition.
#include <catch2/catch.hpp>

#include "tests/dynamics_fixture.h"

using namespace headroom;

namespace {

StripBank gate_bank(const GateSettings& settings, double sample_rate = 48000) {
  StripBank bank = neutral_bank();
  set_bank(bank, [&](BankTargets& targets, int lane) { targets.set_gate(lane, design_gate(settings, sample_rate)); });
  return bank;
}

const auto plain = by_itself(choose_kernels().gate[0][0]);
const auto with_extras = by_itself(choose_kernels().gate[1][0]);

std::vector<float> gate(StripBank& bank, const std::vector<float>& signal) { return run_stage(plain, bank, signal); }

// A stage whose key steps from one level to another while a constant passes: its gain in every frame after the step.
std::vector<double> gains_after_step(const GateSettings& settings, double sample_rate, double from_dB, double to_dB,
                                     double settle_ms, double after_ms) {
  StripBank bank = gate_bank(settings, sample_rate);
  std::vector<double> gains;
  TestBlock key, sound;
  const auto run = [&](double level_dB, double time_ms, bool is_kept) {
    for (int frames = static_cast<int>(sample_rate * time_ms / 1000); frames > 0; frames -= kGridFrames) {
      for (float& x : key.samples) x = static_cast<float>(linear(level_dB));
      for (float& x : sound.samples) x = 1;
      choose_kernels().gate[1][0](bank, key.samples, sound.samples, kGridFrames);
      for (int f = 0; is_kept && f < kGridFrames; ++f) gains.push_back(sound.at(f, 0));
    }
  };
  run(from_dB, settle_ms, false);
  run(to_dB, after_ms, true);
  return gains;
}

// From the first frame in which it has moved from `from`, what is left of the way to `to`.
std::vector<double> way_left(const std::vector<double>& gains, double from, double to) {
  std::vector<double> left;
  for (const double gain : gains)
    if (!left.empty() || std::abs(gain - from) > 1e-6) left.push_back((gain - to) / (from - to));
  return left;
}

}  // namespace

TEST_CASE("a gate opens at its threshold, stays open above threshold minus hysteresis, and closes to its range") {
  StripBank bank = gate_bank(
      {.threshold_dB = -30, .hysteresis_dB = 6, .range_dB = -40, .attack_ms = 0.1, .hold_ms = 0, .release_ms = 5});
  const auto gain_dB_after = [&](double level_dB) {
    const std::vector<float> out = gate(bank, level(linear(level_dB), 24000));
    return dB(out.back()) - level_dB;
  };
  CHECK(gain_dB_after(-31) == Approx(-40).margin(0.1));  // never reached the threshold
  CHECK(gain_dB_after(-29) == Approx(0).margin(0.01));
  CHECK(gain_dB_after(-35) == Approx(0).margin(0.01));  // between the thresholds: stays open
  CHECK(gain_dB_after(-37) == Approx(-40).margin(0.1));
  CHECK(gain_dB_after(-31) == Approx(-40).margin(0.1));  // between them again: stays closed
}

TEST_CASE("a gate holds for its hold time after the key falls below threshold") {
  // Falling from -20 dB to silence, the peak detector (10 ms) reaches the closing level of -24 dB after 10 ms
  // * ln(10^(4/20)).
  StripBank bank = gate_bank(
      {.threshold_dB = -20, .hysteresis_dB = 4, .range_dB = -80, .attack_ms = 0.05, .hold_ms = 100, .release_ms = 5});
  gate(bank, level(0.1, 4800));
  const double detector_ms = 10 * std::log(linear(4));
  int open_frames = 0;
  while (true) {
    gate(bank, {0.0f});
    if (bank.gate.openness[0] < 0.999f) break;
    ++open_frames;
  }
  CHECK(open_frames / 48.0 == Approx(100 + detector_ms).margin(0.5));
}

TEST_CASE("a gate is 63 % open after its attack time and 63 % closed after its release time") {
  StripBank bank = gate_bank(
      {.threshold_dB = -20, .hysteresis_dB = 0, .range_dB = -80, .attack_ms = 5, .hold_ms = 0, .release_ms = 80});
  gate(bank, level(0, 48000));
  int attack = 0, release = 0;
  while (gate(bank, {0.5f}), bank.gate.openness[0] < 1 - std::exp(-1)) ++attack;
  gate(bank, level(0.5, 9600));
  while (gate(bank, {0.0f}), bank.gate.hold[0] > 0) {}
  while (gate(bank, {0.0f}), bank.gate.openness[0] > std::exp(-1)) ++release;
  CHECK(attack / 48.0 == Approx(5).epsilon(0.05));
  CHECK(release / 48.0 == Approx(80).epsilon(0.05));
}

TEST_CASE("a gate does not chatter on a 40 Hz note at its threshold") {
  StripBank bank = gate_bank(
      {.threshold_dB = -20, .hysteresis_dB = 4, .range_dB = -80, .attack_ms = 0.1, .hold_ms = 0, .release_ms = 5});
  gate(bank, sine(40, 0.102, 4800, 48000));
  for (float& gain : bank.gate.gain_min) gain = 1;
  gate(bank, sine(40, 0.102, 48000, 48000));
  CHECK(bank.gate.gain_min[0] > 0.999f);
}

TEST_CASE("gate, expander and ducker keep their attack and release times, at every rate") {
  for (const GateMode mode : {GateMode::gate, GateMode::expander, GateMode::ducker}) {
    for (const double rate : kRates) {
      const GateSettings range{.mode = mode, .threshold_dB = -30, .hysteresis_dB = 0, .range_dB = -20, .ratio = 20};
      const double high = mode == GateMode::ducker ? linear(-20) : 1, low = mode == GateMode::ducker ? 1 : linear(-20);
      for (const double attack_ms : {0.05, 0.5, 5.0, 50.0}) {
        GateSettings settings = range;
        settings.attack_ms = attack_ms, settings.hold_ms = 0, settings.release_ms = 20;
        const auto gains = gains_after_step(settings, rate, -60, -10, 300, 3 * attack_ms + 5);
        INFO("mode " << static_cast<int>(mode) << ", attack " << attack_ms << " ms at " << rate << " Hz");
        CHECK(time_constant_ms(way_left(gains, low, high), rate) == Approx(attack_ms).epsilon(0.05));
      }
      for (const double release_ms : {5.0, 150.0, 4000.0}) {
        GateSettings settings = range;
        settings.attack_ms = 1, settings.hold_ms = 50, settings.release_ms = release_ms;
        const auto gains = gains_after_step(settings, rate, -10, -90, 50, 1.2 * release_ms + 200);
        INFO("mode " << static_cast<int>(mode) << ", release " << release_ms << " ms at " << rate << " Hz");
        CHECK(time_constant_ms(way_left(gains, high, low), rate) == Approx(release_ms).epsilon(0.05));
      }
    }
  }
}

TEST_CASE("an expander has its static curve within 0.1 dB for every threshold, ratio and range") {
  const double levels_dB[kLanes] = {-75, -52, -45, -41, -39, -31, -20, 0};
  for (const double threshold_dB : {-60.0, -40.0, -10.0}) {
    for (const double ratio : {1.0, 1.2, 2.0, 4.0, 20.0}) {
      for (const double range_dB : {-6.0, -20.0, -80.0}) {
        const GateSettings settings{.mode = GateMode::expander,
                                    .threshold_dB = threshold_dB,
                                    .range_dB = range_dB,
                                    .ratio = ratio,
                                    .attack_ms = 0.05,
                                    .hold_ms = 0,
                                    .release_ms = 5};
        StripBank bank = gate_bank(settings);
        const auto gains_dB = settled_gains_dB(with_extras, bank, levels_dB, 9600);
        for (int lane = 0; lane < kLanes; ++lane) {
          INFO("T " << threshold_dB << ", R " << ratio << ", range " << range_dB << ", at " << levels_dB[lane]
                    << " dB");
          CHECK(gains_dB[static_cast<size_t>(lane)] == Approx(static_gain_dB(settings, levels_dB[lane])).margin(0.1));
        }
      }
    }
  }
}

TEST_CASE("an expander reads a sine's peak") {
  const GateSettings settings{.mode = GateMode::expander,
                              .threshold_dB = -20,
                              .range_dB = -60,
                              .ratio = 3,
                              .attack_ms = 1,
                              .hold_ms = 0,
                              .release_ms = 100};
  for (const double freq_hz : {50.0, 1000.0}) {
    StripBank bank = gate_bank(settings);
    const auto out = run_stage(with_extras, bank, sine(freq_hz, linear(-28), 96000, 48000));
    CHECK(dB(gain_at(out, freq_hz, 9600, 48000)) + 28 == Approx(-16).margin(0.1));
  }
}

TEST_CASE("an expander of four seconds' release at 96 kHz arrives at its curve: rounding does not stop it") {
  const auto gains = gains_after_step({.mode = GateMode::expander,
                                       .threshold_dB = -20,
                                       .range_dB = -80,
                                       .ratio = 2,
                                       .attack_ms = 1,
                                       .hold_ms = 0,
                                       .release_ms = 4000},
                                      96000, -10, -24, 50, 30000);
  CHECK(dB(gains.back()) == Approx(-4).margin(0.02));
}

TEST_CASE("a ducker takes its range off while the key is above the threshold, and gives it back after its hold") {
  StripBank bank = gate_bank({.mode = GateMode::ducker,
                              .threshold_dB = -30,
                              .hysteresis_dB = 6,
                              .range_dB = -12,
                              .attack_ms = 1,
                              .hold_ms = 100,
                              .release_ms = 20});
  TestBlock key, sound;
  const auto gain_dB_after = [&](double key_dB, double time_ms) {
    for (int frames = 0; frames < time_ms * 48; frames += kGridFrames) {
      for (float& x : key.samples) x = static_cast<float>(linear(key_dB));
      for (float& x : sound.samples) x = 0.5f;
      choose_kernels().gate[1][0](bank, key.samples, sound.samples, kGridFrames);
    }
    return dB(sound.at(kGridFrames - 1, 0) / 0.5);
  };
  CHECK(gain_dB_after(-31, 50) == Approx(0).margin(0.001));
  CHECK(gain_dB_after(-29, 50) == Approx(-12).margin(0.01));
  CHECK(gain_dB_after(-35, 500) == Approx(-12).margin(0.01));  // above threshold less hysteresis: still ducked
  CHECK(gain_dB_after(-60, 90) == Approx(-12).margin(0.01));   // holds
  CHECK(gain_dB_after(-60, 300) == Approx(0).margin(0.01));
}

TEST_CASE("who listens to the key of a gate hears the key and nothing else") {
  StripBank bank = gate_bank({.threshold_dB = -10, .range_dB = -80, .listen = true});
  TestBlock sound, key;
  std::mt19937 random(4);
  std::uniform_real_distribution<float> any(-1, 1);
  for (int i = 0; i < kGridFrames * kLanes; ++i) sound.samples[i] = any(random), key.samples[i] = any(random);
  choose_kernels().gate[1][0](bank, key.samples, sound.samples, kGridFrames);
  for (int i = 0; i < kGridFrames * kLanes; ++i) REQUIRE(sound.samples[i] == Approx(key.samples[i]).margin(1e-6));
}
