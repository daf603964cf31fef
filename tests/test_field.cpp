// Correlation, balance, mono loss and the surround field, on signals whose readings follow from arithmetic.
#include <catch2/catch.hpp>

#include "dsp/meters/stereo_phase.h"
#include "dsp/meters/surround_field.h"
#include "tests/meter_signals.h"

using namespace headroom;

namespace {

constexpr double kRates[] = {44100, 48000, 96000};

Samples scaled(Samples samples, float gain) {
  for (float& x : samples) x *= gain;
  return samples;
}

Samples sum(const Samples& a, const Samples& b) {
  Samples both = a;
  for (size_t f = 0; f < both.size(); ++f) both[f] += b[f];
  return both;
}

Samples noise(double seconds, double sample_rate, unsigned seed) {
  std::minstd_rand random(seed);
  std::normal_distribution<float> normal(0, 0.1f);
  Samples samples(static_cast<size_t>(seconds * sample_rate));
  for (float& x : samples) x = normal(random);
  return samples;
}

StereoPhaseMeter heard(const Samples& left, const Samples& right, double sample_rate = 48000) {
  StereoPhaseMeter meter(sample_rate);
  meter.process(left.data(), right.data(), static_cast<int>(left.size()));
  return meter;
}

constexpr FieldLoudspeaker kFiveOne[] = {{30, 0}, {-30, 0}, {0, 0}, {0, 0, true}, {110, 0}, {-110, 0}};

SurroundFieldMeter field_of(const std::vector<float>& gains,
                            std::span<const FieldLoudspeaker> loudspeakers = kFiveOne) {
  SurroundFieldMeter meter(loudspeakers, 48000);
  const Samples sound = tone(-12, 5, 48000);
  std::vector<Samples> programme;
  for (const float gain : gains) programme.push_back(scaled(sound, gain));
  play(meter, programme);
  return meter;
}

}  // namespace

TEST_CASE("mono correlates fully, out of phase not at all, a quarter turn reads 0") {
  for (const double rate : kRates) {
    const Samples left = tone(-12, 20, rate);
    Samples quarter = left;
    for (size_t f = 0; f < quarter.size(); ++f)
      quarter[f] = static_cast<float>(0.25 * std::cos(2 * std::numbers::pi * 1000 * static_cast<double>(f) / rate));
    for (const float gain : {1.0f, 0.1f}) {
      CHECK(*heard(left, scaled(left, gain), rate).fast().correlation() == Approx(1).margin(1e-6));
      CHECK(*heard(left, scaled(left, -gain), rate).slow().correlation() == Approx(-1).margin(1e-6));
      CHECK(*heard(left, scaled(quarter, gain), rate).slow().correlation() == Approx(0).margin(0.01));
    }
  }
}

TEST_CASE("independent noise on both sides reads close to 0, and 3 dB are lost in mono") {
  const StereoPhaseMeter meter = heard(noise(30, 48000, 1), noise(30, 48000, 2));
  CHECK(*meter.whole().correlation() == Approx(0).margin(0.01));
  CHECK(*meter.whole().mono_loss_dB() == Approx(-3.01).margin(0.05));
  CHECK(*meter.whole().width_dB() == Approx(0).margin(0.1));
}

TEST_CASE("half of the power in common reads a correlation of one half") {
  const Samples common = noise(30, 48000, 3);
  const StereoPhaseMeter meter = heard(sum(common, noise(30, 48000, 4)), sum(common, noise(30, 48000, 5)));
  CHECK(*meter.whole().correlation() == Approx(0.5).margin(0.01));
  CHECK(*meter.whole().mono_loss_dB() == Approx(10 * std::log10(0.75)).margin(0.05));
}

TEST_CASE("balance is the level of right against left, to 0.1 dB") {
  const Samples left = tone(-12, 5, 48000);
  CHECK(*heard(left, scaled(left, 0.5f)).fast().balance_dB() == Approx(-6.02).margin(0.1));
  CHECK(*heard(scaled(left, 0.5f), left).slow().balance_dB() == Approx(6.02).margin(0.1));
}

TEST_CASE("nothing is lost in mono from what is alike, all of what is opposite, half the power of one side alone") {
  const Samples left = tone(-12, 5, 48000);
  CHECK(*heard(left, left).fast().mono_loss_dB() == Approx(0).margin(0.001));
  CHECK(*heard(left, scaled(left, -1)).fast().mono_loss_dB() < -100);
  CHECK(*heard(left, Samples(left.size())).fast().mono_loss_dB() == Approx(-3.01).margin(0.01));
}

TEST_CASE("a silent side has no correlation and no balance") {
  const Samples left = tone(-12, 1, 48000), silent(left.size());
  CHECK_FALSE(heard(left, silent).fast().correlation());
  CHECK_FALSE(heard(left, silent).whole().balance_dB());
  CHECK_FALSE(heard(silent, silent).whole().mono_loss_dB());
}

TEST_CASE("the fast correlation follows in 0.3 s, the slow one in 3 s, and time out of phase is counted") {
  StereoPhaseMeter meter(48000);
  const Samples left = tone(-12, 10, 48000), opposite = scaled(left, -1);
  meter.process(left.data(), left.data(), 480000);
  meter.process(left.data(), opposite.data(), 48000);
  CHECK(*meter.fast().correlation() < -0.9);
  CHECK(*meter.slow().correlation() > 0.3);
  CHECK(meter.out_of_phase_s() == Approx(1 - 0.3 * std::log(2)).margin(0.02));
}

TEST_CASE("the phase meters read the same bits whatever the block size") {
  const Samples left = music_like_noise(1, 48000, 1), right = music_like_noise(1, 48000, 2);
  const StereoPhaseMeter whole = heard(left, right);
  StereoPhaseMeter meter(48000);
  for (size_t f = 0; f < left.size(); f += 100) meter.process(&left[f], &right[f], 100);
  CHECK(meter.fast().product == whole.fast().product);
  CHECK(meter.slow().left == whole.slow().left);
  CHECK(meter.whole().right == whole.whole().right);
}

TEST_CASE("one loudspeaker alone is the dominant direction, within a degree") {
  for (size_t i = 0; i < std::size(kFiveOne); ++i) {
    if (kFiveOne[i].is_lfe) continue;
    std::vector<float> gains(std::size(kFiveOne));
    gains[i] = 1;
    const auto dominance = field_of(gains).dominance();
    REQUIRE(dominance);
    CHECK(dominance->azimuth_deg == Approx(kFiveOne[i].azimuth_deg).margin(0.01));
    CHECK(dominance->length == Approx(1).margin(1e-6));
  }
}

TEST_CASE("equal loudspeakers pull to their middle: front pair to the front, left pair to its side") {
  CHECK(field_of({1, 1, 0, 0, 0, 0}).dominance()->azimuth_deg == Approx(0).margin(0.01));
  CHECK(field_of({1, 1, 0, 0, 0, 0}).dominance()->length == Approx(std::cos(30 * std::numbers::pi / 180)).margin(1e-4));
  CHECK(field_of({1, 0, 0, 0, 1, 0}).dominance()->azimuth_deg == Approx(70).margin(0.01));
  CHECK(field_of({0, 0, 0, 0, 1, 1}).dominance()->azimuth_deg == Approx(180).margin(0.01));
}

TEST_CASE("twice the power on one side pulls by the energy vector's law") {
  // Powers 2 and 1 at +30 and -30 degrees: tan(a) = tan(30) / 3.
  const auto dominance = field_of({1, std::sqrt(0.5f), 0, 0, 0, 0}).dominance();
  const double expected_rad = std::atan(std::tan(30 * std::numbers::pi / 180) / 3);
  CHECK(dominance->azimuth_deg == Approx(expected_rad * 180 / std::numbers::pi).margin(0.1));
}

TEST_CASE("loudspeakers above the listener lift the dominant direction") {
  constexpr FieldLoudspeaker kTops[] = {{45, 45}, {-45, 45}};
  const auto dominance = field_of({1, 1}, kTops).dominance();
  CHECK(dominance->azimuth_deg == Approx(0).margin(0.01));
  const double expected_rad = std::atan(1 / std::cos(45 * std::numbers::pi / 180));
  CHECK(dominance->elevation_deg == Approx(expected_rad * 180 / std::numbers::pi).margin(0.01));
}

TEST_CASE("each loudspeaker's level is its own, and the LFE pulls nowhere") {
  const SurroundFieldMeter meter = field_of({1, 0.5f, 0, 1, 0, 0.1f});
  CHECK(meter.level_dBFS(0) == Approx(-12).margin(0.1));
  CHECK(meter.level_dBFS(1) == Approx(-18.02).margin(0.1));
  CHECK(meter.level_dBFS(2) == -INFINITY);
  CHECK(meter.level_dBFS(3) == Approx(-12).margin(0.1));
  CHECK_FALSE(field_of({0, 0, 0, 1, 0, 0}).dominance());
}

TEST_CASE("neighbours are those beside each other, and each pair has its correlation") {
  const SurroundFieldMeter meter = field_of({1, -1, 1, 0, 1, 0});
  REQUIRE(meter.neighbours().size() == 5);  // Rs-R, R-C, C-L, L-Ls, Ls-Rs
  for (size_t pair = 0; pair < 5; ++pair) {
    const auto [first, second] = meter.neighbours()[pair];
    const auto is = [&](int a, int b) { return first == a && second == b; };
    if (is(1, 2)) CHECK(*meter.correlation(pair) == Approx(-1));
    if (is(2, 0) || is(0, 4)) CHECK(*meter.correlation(pair) == Approx(1));
    if (is(5, 1) || is(4, 5)) CHECK_FALSE(meter.correlation(pair));
  }
}

TEST_CASE("an LFE that works against the others reads below 0") {
  CHECK(*field_of({1, 1, 0, 1, 0, 0}).lfe_correlation() == Approx(1));
  CHECK(*field_of({1, 1, 0, -1, 0, 0}).lfe_correlation() == Approx(-1));
  CHECK_FALSE(field_of({1, 1, 0, 0, 0, 0}).lfe_correlation());
}
