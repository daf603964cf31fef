// Gate and compressor: static curve against the published numbers (Giannoulis, Massberg, Reiss 2012), times
// against their definition.
#include <catch2/catch.hpp>

#define HEADROOM_SCALAR
#include "dsp/kernel_math.inl"
#include "tests/bank_fixture.h"

using namespace headroom;

namespace {

constexpr double kRate = 48000;

std::vector<float> level(double gain, size_t frames) {
  return std::vector<float>(frames, static_cast<float>(gain));
}
double gain_of_dB(double level_dB) {
  return std::pow(10, level_dB / 20);
}

StripBank compressor_bank(const CompressorSettings& settings) {
  StripBank bank = neutral_bank();
  set_bank(bank, [&](BankTargets& targets, int lane) {
    targets.set_compressor(lane, design_compressor(settings, kRate));
  });
  return bank;
}

StripBank gate_bank(const GateSettings& settings) {
  StripBank bank = neutral_bank();
  set_bank(bank,
           [&](BankTargets& targets, int lane) { targets.set_gate(lane, design_gate(settings, kRate)); });
  return bank;
}

std::vector<float> compress(StripBank& bank, const std::vector<float>& signal) {
  return run_stage(choose_kernels().compress[0], bank, signal);
}
std::vector<float> gate(StripBank& bank, const std::vector<float>& signal) {
  return run_stage(choose_kernels().gate[0], bank, signal);
}

}  // namespace

TEST_CASE("logarithm and exponential keep their stated bounds") {
  for (float x = 1e-12f; x < 1e6f; x *= 1.0003f)
    REQUIRE(std::fabs(headroom::log2(x) - std::log2(static_cast<double>(x))) < 2e-5);
  for (float x = -120; x < 120; x += 0.0103f) {
    REQUIRE(std::fabs(headroom::exp2(x) / std::exp2(static_cast<double>(x)) - 1) < 3e-7);
  }
  CHECK(headroom::log2(1.0f) == 0);
  CHECK(headroom::exp2(0.0f) == 1);
  CHECK(headroom::exp2(-3.0f) == 0.125f);
}

TEST_CASE("the compressor's static curve has the published values, in the sound and on the screen") {
  const CompressorSettings settings{
      .threshold_dB = -20, .ratio = 4, .knee_dB = 10, .attack_ms = 1, .release_ms = 1};
  const double table[][2] = {{-25, -25},    {-22.5, -22.734}, {-20, -20.9375}, {-17.5, -19.609},
                             {-15, -18.75}, {-10, -17.5},     {-60, -60}};
  for (const auto& [in_dB, out_dB] : table) {
    StripBank bank = compressor_bank(settings);
    const std::vector<float> out = compress(bank, level(gain_of_dB(in_dB), 4800));
    INFO("input " << in_dB << " dB");
    CHECK(dB(out.back()) == Approx(out_dB).margin(0.01));
    CHECK(in_dB + static_gain_dB(settings, in_dB) == Approx(out_dB).margin(0.001));
  }
}

TEST_CASE("a hard knee, a limiter's ratio and make-up do what they say") {
  const CompressorSettings settings{
      .threshold_dB = -20, .ratio = 1e6, .knee_dB = 0, .attack_ms = 1, .release_ms = 1, .makeup_dB = 6};
  StripBank bank = compressor_bank(settings);
  CHECK(dB(compress(bank, level(1, 4800)).back()) == Approx(-14).margin(0.01));
  CHECK(dB(compress(bank, level(gain_of_dB(-30), 4800)).back()) == Approx(-24).margin(0.01));
}

TEST_CASE(
    "63 % of the gain reduction is there after the attack time, 63 % of it gone after the release time") {
  const CompressorSettings settings{
      .threshold_dB = -20, .ratio = 4, .knee_dB = 0, .attack_ms = 10, .release_ms = 200};
  StripBank bank = compressor_bank(settings);
  std::vector<float> signal = level(gain_of_dB(-40), 4800);
  const std::vector<float> loud = level(gain_of_dB(-10), 48000), soft = level(gain_of_dB(-40), 48000);
  signal.insert(signal.end(), loud.begin(), loud.end());
  signal.insert(signal.end(), soft.begin(), soft.end());
  const std::vector<float> out = compress(bank, signal);
  const auto reduction_dB = [&](size_t f) { return dB(signal[f] / out[f]); };
  size_t attack = 4800, release = 52800;
  while (reduction_dB(attack) < 7.5 * (1 - std::exp(-1))) ++attack;
  while (reduction_dB(release) > 7.5 * std::exp(-1)) ++release;
  CHECK(static_cast<double>(attack - 4800) / 48 == Approx(10).epsilon(0.05));
  CHECK(static_cast<double>(release - 52800) / 48 == Approx(200).epsilon(0.05));
}

TEST_CASE("a linked pair gets the gain reduction of its louder side - its neighbours do not") {
  StripBank bank = neutral_bank();
  set_bank(bank, [&](BankTargets& targets, int lane) {
    targets.set_compressor(
        lane, design_compressor(
                  {.threshold_dB = -20, .ratio = 4, .knee_dB = 0, .attack_ms = 1, .release_ms = 100}, kRate));
    targets.set(Strip::link, lane, lane < 2 ? 1.0f : 0.0f);
  });
  TestBlock block;
  for (int chunk = 0; chunk < 100; ++chunk) {
    for (int f = 0; f < kGridFrames; ++f) {
      for (int lane = 0; lane < kLanes; ++lane) block.at(f, lane) = lane % 2 == 0 ? 1.0f : 0.01f;
    }
    choose_kernels().compress[0](bank, block.samples, kGridFrames);
  }
  CHECK(dB(block.at(31, 0)) == Approx(-15).margin(0.05));
  CHECK(dB(block.at(31, 1)) == Approx(-55).margin(0.05));  // linked: down by the same 15 dB
  CHECK(dB(block.at(31, 2)) == Approx(-15).margin(0.05));
  CHECK(dB(block.at(31, 3)) == Approx(-40).margin(0.05));  // on its own: below the threshold
}

TEST_CASE(
    "a gate opens at its threshold, stays open above threshold minus hysteresis, and closes to its range") {
  StripBank bank = gate_bank({.threshold_dB = -30,
                              .hysteresis_dB = 6,
                              .range_dB = -40,
                              .attack_ms = 0.1,
                              .hold_ms = 0,
                              .release_ms = 5});
  const auto gain_dB_after = [&](double level_dB) {
    const std::vector<float> out = gate(bank, level(gain_of_dB(level_dB), 24000));
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
  StripBank bank = gate_bank({.threshold_dB = -20,
                              .hysteresis_dB = 4,
                              .range_dB = -80,
                              .attack_ms = 0.05,
                              .hold_ms = 100,
                              .release_ms = 5});
  gate(bank, level(0.1, 4800));
  const double detector_ms = 10 * std::log(gain_of_dB(4));
  int open_frames = 0;
  while (true) {
    gate(bank, {0.0f});
    if (bank.gate.openness[0] < 0.999f) break;
    ++open_frames;
  }
  CHECK(open_frames / 48.0 == Approx(100 + detector_ms).margin(0.5));
}

TEST_CASE("a gate is 63 % open after its attack time and 63 % closed after its release time") {
  StripBank bank = gate_bank({.threshold_dB = -20,
                              .hysteresis_dB = 0,
                              .range_dB = -80,
                              .attack_ms = 5,
                              .hold_ms = 0,
                              .release_ms = 80});
  gate(bank, level(0, 48000));
  int attack = 0, release = 0;
  while (gate(bank, {0.5f}), bank.gate.openness[0] < 1 - std::exp(-1)) ++attack;
  gate(bank, level(0.5, 9600));
  while (gate(bank, {0.0f}), bank.gate.hold[0] > 0) {
  }
  while (gate(bank, {0.0f}), bank.gate.openness[0] > std::exp(-1)) ++release;
  CHECK(attack / 48.0 == Approx(5).epsilon(0.05));
  CHECK(release / 48.0 == Approx(80).epsilon(0.05));
}

TEST_CASE("a gate does not chatter on a 40 Hz note at its threshold") {
  StripBank bank = gate_bank({.threshold_dB = -20,
                              .hysteresis_dB = 4,
                              .range_dB = -80,
                              .attack_ms = 0.1,
                              .hold_ms = 0,
                              .release_ms = 5});
  gate(bank, sine(40, 0.102, 4800, kRate));
  for (float& gain : bank.gate.gain_min) gain = 1;
  gate(bank, sine(40, 0.102, 48000, kRate));
  CHECK(bank.gate.gain_min[0] > 0.999f);
}
