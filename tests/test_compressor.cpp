// The compressor: static curve against the published numbers (Giannoulis, Massberg, Reiss 2012), times against their
// definition, and what its detector, release, mix and link promise.
#include <catch2/catch.hpp>

#include <limits>

#define HEADROOM_SCALAR
#include "dsp/kernel_math.inl"
#include "tests/dynamics_fixture.h"

using namespace headroom;

namespace {

constexpr double kInfinite = std::numeric_limits<double>::infinity();

StripBank compressor_bank(const CompressorSettings& settings, double sample_rate = 48000) {
  StripBank bank = neutral_bank();
  set_bank(bank, [&](BankTargets& targets, int lane) {
    targets.set_compressor(lane, design_compressor(settings, sample_rate));
  });
  return bank;
}

const auto compress = by_itself(choose_kernels().compress[0][0]);
const auto compress_full = by_itself(choose_kernels().compress[1][0]);

// Reduction in dB of every frame of `signal`.
std::vector<double> reductions_dB(const CompressorSettings& settings, double sample_rate,
                                  const std::vector<float>& signal) {
  StripBank bank = compressor_bank(settings, sample_rate);
  const std::vector<float> out = run_stage(compress_full, bank, signal);
  std::vector<double> reductions;
  for (size_t f = 0; f < signal.size(); ++f) reductions.push_back(dB(signal[f] / out[f]));
  return reductions;
}

// What is left of `whole` in each frame from `start` on.
std::vector<double> shares(const std::vector<double>& values, size_t start, double whole) {
  std::vector<double> left;
  for (size_t f = start; f < values.size(); ++f) left.push_back(values[f] / whole);
  return left;
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
  const CompressorSettings settings{.threshold_dB = -20, .ratio = 4, .knee_dB = 10, .attack_ms = 1, .release_ms = 1};
  const double table[][2] = {{-25, -25},    {-22.5, -22.734}, {-20, -20.9375}, {-17.5, -19.609},
                             {-15, -18.75}, {-10, -17.5},     {-60, -60}};
  for (const auto& [in_dB, out_dB] : table) {
    StripBank bank = compressor_bank(settings);
    const std::vector<float> out = run_stage(compress, bank, level(linear(in_dB), 4800));
    INFO("input " << in_dB << " dB");
    CHECK(dB(out.back()) == Approx(out_dB).margin(0.01));
    CHECK(in_dB + static_gain_dB(settings, in_dB) == Approx(out_dB).margin(0.001));
  }
}

TEST_CASE("every threshold, ratio to infinity and knee gives its curve within 0.1 dB, at every level") {
  const double levels_dB[kLanes] = {-70, -45, -30, -22, -18, -12, -5, 0};
  for (const double threshold_dB : {-60.0, -33.0, -20.0, 0.0}) {
    for (const double ratio : {1.0, 1.5, 4.0, 20.0, kInfinite}) {
      for (const double knee_dB : {0.0, 6.0, 24.0}) {
        for (const double makeup_dB : {0.0, 24.0}) {
          const CompressorSettings settings{.threshold_dB = threshold_dB,
                                            .ratio = ratio,
                                            .knee_dB = knee_dB,
                                            .attack_ms = 0.1,
                                            .release_ms = 5,
                                            .makeup_dB = makeup_dB};
          StripBank plain = compressor_bank(settings), full = plain;
          const auto plain_dB = settled_gains_dB(compress, plain, levels_dB, 2400);
          const auto full_dB = settled_gains_dB(compress_full, full, levels_dB, 2400);
          for (int lane = 0; lane < kLanes; ++lane) {
            const auto i = static_cast<size_t>(lane);
            INFO("T " << threshold_dB << ", R " << ratio << ", W " << knee_dB << ", at " << levels_dB[lane] << " dB");
            CHECK(plain_dB[i] == Approx(static_gain_dB(settings, levels_dB[lane])).margin(0.1));
            CHECK(full_dB[i] == plain_dB[i]);
          }
        }
      }
    }
  }
}

TEST_CASE("a hard knee, a limiter's ratio and make-up do what they say") {
  const CompressorSettings settings{
      .threshold_dB = -20, .ratio = kInfinite, .knee_dB = 0, .attack_ms = 1, .release_ms = 1, .makeup_dB = 6};
  StripBank bank = compressor_bank(settings);
  CHECK(dB(run_stage(compress, bank, level(1, 4800)).back()) == Approx(-14).margin(0.01));
  CHECK(dB(run_stage(compress, bank, level(linear(-30), 4800)).back()) == Approx(-24).margin(0.01));
}

TEST_CASE("63 % of the reduction is there after the attack time, at every rate") {
  for (const double rate : kRates) {
    for (const double attack_ms : {0.1, 0.3, 1.0, 10.0, 40.0, 150.0}) {
      const auto before = static_cast<size_t>(rate / 100), after = static_cast<size_t>(rate * attack_ms / 400) + 100;
      const auto reductions =
          reductions_dB({.threshold_dB = -20, .ratio = 4, .knee_dB = 0, .attack_ms = attack_ms, .release_ms = 200},
                        rate, joined(level(linear(-40), before), level(linear(-10), after)));
      auto left = shares(reductions, before, 7.5);
      for (double& share : left) share = 1 - share;
      INFO("attack " << attack_ms << " ms at " << rate << " Hz");
      CHECK(time_constant_ms(left, rate) == Approx(attack_ms).epsilon(0.05));
    }
  }
}

TEST_CASE("63 % of the reduction is gone after the release time, at every rate") {
  for (const double rate : kRates) {
    for (const double release_ms : {5.0, 40.0, 120.0, 600.0, 4000.0}) {
      const auto loud = static_cast<size_t>(rate / 50), soft = static_cast<size_t>(rate * release_ms / 900) + 100;
      const auto reductions =
          reductions_dB({.threshold_dB = -20, .ratio = 4, .knee_dB = 0, .attack_ms = 1, .release_ms = release_ms}, rate,
                        joined(level(linear(-10), loud), level(linear(-40), soft)));
      INFO("release " << release_ms << " ms at " << rate << " Hz");
      CHECK(time_constant_ms(shares(reductions, loud, 7.5), rate) == Approx(release_ms).epsilon(0.05));
    }
  }
}

TEST_CASE("a release of four seconds at 96 kHz arrives at the static curve: rounding does not stop it") {
  const CompressorSettings settings{
      .threshold_dB = -50, .ratio = kInfinite, .knee_dB = 0, .attack_ms = 1, .release_ms = 4000};
  const auto reductions = reductions_dB(settings, 96000, joined(level(1, 9600), level(linear(-20), 96000 * 30)));
  CHECK(reductions.back() == Approx(30).margin(0.05));
}

TEST_CASE("the release waits for the hold time after the last peak") {
  for (const double rate : kRates) {
    for (const double hold_ms : {0.0, 10.0, 200.0, 500.0}) {
      const CompressorSettings settings{
          .threshold_dB = -20, .ratio = 4, .knee_dB = 0, .attack_ms = 0.5, .release_ms = 50, .hold_ms = hold_ms};
      const auto loud = static_cast<size_t>(rate / 50);
      const auto reductions = reductions_dB(
          settings, rate, joined(level(linear(-10), loud), level(linear(-40), static_cast<size_t>(rate))));
      size_t frame = loud;
      while (reductions[frame] > 7.5 * 0.99) ++frame;
      const double one_percent_ms = -50 * std::log(0.99);
      INFO("hold " << hold_ms << " ms at " << rate << " Hz");
      CHECK(1000 * static_cast<double>(frame - loud) / rate == Approx(hold_ms + one_percent_ms).margin(0.05));
    }
  }
}

TEST_CASE("auto release is fast after a short peak and slow after a long passage") {
  const CompressorSettings settings{
      .threshold_dB = -20, .ratio = 4, .knee_dB = 0, .attack_ms = 0.1, .release_ms = 4000, .auto_release = true};
  for (const double rate : kRates) {
    const auto time_after_ms = [&](double loud_ms) {
      const auto loud = static_cast<size_t>(rate * loud_ms / 1000);
      const auto reductions = reductions_dB(
          settings, rate, joined(level(linear(-10), loud), level(linear(-40), static_cast<size_t>(2 * rate))));
      size_t frame = loud;
      while (reductions[frame] > 7.5 * std::exp(-1)) ++frame;
      return 1000 * static_cast<double>(frame - loud) / rate;
    };
    CHECK(time_after_ms(5) == Approx(kAutoReleaseFastMs).epsilon(0.05));
    CHECK(time_after_ms(3000) == Approx(kAutoReleaseSlowMs).epsilon(0.05));
    // In between what was charged counts, and it is charged until the fast one has fallen below it.
    double fast = 1, slow = 1 - std::exp(-200 / kAutoReleaseChargeMs), time_ms = 0;
    for (constexpr double kStepMs = 0.001; std::max(fast, slow) > std::exp(-1); time_ms += kStepMs) {
      slow += kStepMs * (slow < fast ? (fast - slow) / kAutoReleaseChargeMs : -slow / kAutoReleaseSlowMs);
      fast -= kStepMs * fast / kAutoReleaseFastMs;
    }
    CHECK(time_after_ms(200) == Approx(time_ms).epsilon(0.05));
  }
}

TEST_CASE("auto make-up brings 0 dBFS back to 0 dBFS, and never adds more than 24 dB") {
  CompressorSettings settings{.threshold_dB = -20,
                              .ratio = 4,
                              .knee_dB = 0,
                              .attack_ms = 0.1,
                              .release_ms = 5,
                              .makeup_dB = 9,
                              .auto_makeup = true};
  CHECK(auto_makeup_dB(settings) == Approx(15));  // -T (1 - 1/R)
  StripBank bank = compressor_bank(settings);
  CHECK(dB(run_stage(compress, bank, level(1, 4800)).back()) == Approx(0).margin(0.01));
  settings.threshold_dB = -60;
  settings.ratio = kInfinite;
  CHECK(auto_makeup_dB(settings) == 24);
}

TEST_CASE("a sine reads its peak on the RMS detector, and on the peak detector that holds") {
  const double freq_hz = 1000;
  for (const double in_dB : {-40.0, -19.0, -12.0, -3.0}) {
    for (const bool is_rms : {false, true}) {
      const CompressorSettings settings{.threshold_dB = -20,
                                        .ratio = 4,
                                        .knee_dB = 6,
                                        .attack_ms = 5,
                                        .release_ms = 100,
                                        .hold_ms = is_rms ? 0.0 : 5.0,
                                        .detector = is_rms ? Detector::rms : Detector::peak};
      StripBank bank = compressor_bank(settings);
      const auto out = run_stage(compress_full, bank, sine(freq_hz, linear(in_dB), 48000, 48000));
      INFO(in_dB << " dB" << (is_rms ? ", RMS" : ", peak"));
      CHECK(dB(gain_at(out, freq_hz, 4800, 48000)) - in_dB == Approx(static_gain_dB(settings, in_dB)).margin(0.1));
    }
  }
}

TEST_CASE("the RMS detector hears energy: noise of a sine's power is compressed like the sine, whatever its peaks") {
  const CompressorSettings settings{
      .threshold_dB = -30, .ratio = 4, .knee_dB = 0, .attack_ms = 100, .release_ms = 100, .detector = Detector::rms};
  std::mt19937 random(1);
  std::normal_distribution<float> normal(0, static_cast<float>(linear(-10) / std::sqrt(2)));
  std::vector<float> noise(96000);
  for (float& x : noise) x = normal(random);
  StripBank bank = compressor_bank(settings);
  const auto out = run_stage(compress_full, bank, noise);
  double before = 0, after = 0;
  for (size_t f = 48000; f < noise.size(); ++f) {
    before += noise[f] * noise[f];
    after += out[f] * out[f];
  }
  CHECK(10 * std::log10(after / before) == Approx(static_gain_dB(settings, -10)).margin(0.1));
}

TEST_CASE("the parallel mix adds dry and compressed sound in phase") {
  for (const double mix : {0.0, 0.25, 0.5, 1.0}) {
    const CompressorSettings settings{
        .threshold_dB = -40, .ratio = 8, .knee_dB = 0, .attack_ms = 0.1, .release_ms = 5, .makeup_dB = 6, .mix = mix};
    CompressorSettings wet = settings;
    wet.mix = 1;
    const auto signal = sine(997, 0.7, 9600, 48000);
    StripBank mixed_bank = compressor_bank(settings), wet_bank = compressor_bank(wet);
    const auto mixed = run_stage(compress_full, mixed_bank, signal), whole = run_stage(compress_full, wet_bank, signal);
    double largest = 0;
    for (size_t f = 0; f < signal.size(); ++f)
      largest = std::max(largest, std::abs(mixed[f] - ((1 - mix) * signal[f] + mix * whole[f])));
    INFO("mix " << mix);
    CHECK(largest < 1e-6);
    StripBank bank = compressor_bank(settings);
    CHECK(dB(run_stage(compress_full, bank, level(0.5, 4800)).back() / 0.5) ==
          Approx(static_gain_dB(settings, dB(0.5))).margin(0.1));
  }
}

TEST_CASE("a linked pair gets the gain reduction of its louder side - its neighbours do not") {
  StripBank bank = neutral_bank();
  set_bank(bank, [&](BankTargets& targets, int lane) {
    targets.set_compressor(lane, design_compressor({.threshold_dB = -20,
                                                    .ratio = 4,
                                                    .knee_dB = 0,
                                                    .attack_ms = 1,
                                                    .release_ms = 100,
                                                    .link = lane < 2 ? 1.0 : 0.0},
                                                   48000));
  });
  const double levels_dB[kLanes] = {0, -40, 0, -40, 0, -40, 0, -40};
  const auto gains_dB = settled_gains_dB(compress, bank, levels_dB, 3200);
  CHECK(gains_dB[0] == Approx(-15).margin(0.05));
  CHECK(gains_dB[1] == Approx(-15).margin(0.05));  // linked
  CHECK(gains_dB[2] == Approx(-15).margin(0.05));
  CHECK(gains_dB[3] == Approx(0).margin(0.05));  // on its own: below the threshold
}

TEST_CASE("of a link of 50 % the quieter side is turned down half as many dB as the louder") {
  StripBank bank = neutral_bank();
  const double links[kLanes / 2] = {0, 0.25, 0.5, 1};
  set_bank(bank, [&](BankTargets& targets, int lane) {
    targets.set_compressor(
        lane,
        design_compressor(
            {.threshold_dB = -20, .ratio = 4, .knee_dB = 0, .attack_ms = 1, .release_ms = 100, .link = links[lane / 2]},
            48000));
  });
  const double levels_dB[kLanes] = {0, -40, -40, 0, 0, -40, -40, 0};
  const auto gains_dB = settled_gains_dB(compress_full, bank, levels_dB, 4800);
  for (size_t pair = 0; pair < 4; ++pair) {
    const size_t louder = pair % 2 == 0 ? 2 * pair : 2 * pair + 1, quieter = louder ^ 1;
    INFO("link " << links[pair]);
    CHECK(gains_dB[louder] == Approx(-15).margin(0.05));
    CHECK(gains_dB[quieter] == Approx(-15 * links[pair]).margin(0.05));
  }
}

TEST_CASE("who listens to the key of a compressor hears the key and nothing else") {
  StripBank bank = compressor_bank({.threshold_dB = -40, .makeup_dB = 12, .listen = true});
  TestBlock sound, key;
  std::mt19937 random(4);
  std::uniform_real_distribution<float> any(-1, 1);
  for (int i = 0; i < kGridFrames * kLanes; ++i) sound.samples[i] = any(random), key.samples[i] = any(random);
  choose_kernels().compress[1][0](bank, key.samples, sound.samples, kGridFrames);
  for (int i = 0; i < kGridFrames * kLanes; ++i) REQUIRE(sound.samples[i] == Approx(key.samples[i]).margin(1e-6));
}

TEST_CASE("a compressor is turned down by its key, not by its own sound") {
  StripBank bank =
      compressor_bank({.threshold_dB = -20, .ratio = kInfinite, .knee_dB = 0, .attack_ms = 0.1, .release_ms = 5});
  TestBlock key, sound;
  for (int chunk = 0; chunk < 100; ++chunk) {
    for (float& x : key.samples) x = 1;
    for (float& x : sound.samples) x = 0.01f;
    choose_kernels().compress[0][0](bank, key.samples, sound.samples, kGridFrames);
  }
  CHECK(dB(sound.at(31, 0)) == Approx(-60).margin(0.01));
}
