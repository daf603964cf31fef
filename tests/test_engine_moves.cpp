// No click: whatever is moved, however fast, the sound takes no step larger than its ramp allows.
#include <catch2/catch.hpp>

#include "dsp/compressor_design.h"
#include "tests/engine_fixture.h"

using namespace headroom;

namespace {

const int kRamp = ramp_frames(kTestRate);

// The largest step between neighbouring frames, from `from` on.
float largest_step(const std::vector<float>& signal, size_t from) {
  float largest = 0;
  for (size_t f = std::max<size_t>(from, 1); f < signal.size(); ++f) {
    largest = std::max(largest, std::fabs(signal[f] - signal[f - 1]));
  }
  return largest;
}

Planar direct_current(float level, int frames) {
  Planar in = silence(16, frames);
  for (auto& channel : in) channel.assign(static_cast<size_t>(frames), level);
  return in;
}

// One change every grid frame for a second, on a channel that carries direct current of 1; the largest step
// that came out.
float largest_step_while(const std::function<void(Targets&, std::mt19937&)>& change) {
  Desk desk;
  desk.script.at(0, [](Targets& targets) {
    patch_outputs(targets);
    patch_channel(targets, 0);
  });
  std::mt19937 random(1);
  for (uint64_t frame = 1024; frame < 48000; frame += kGridFrames) {
    desk.script.at(frame, [&](Targets& targets) { change(targets, random); });
  }
  const Planar out = desk.render(direct_current(1, 49000), blocks_of(64));
  const float step = largest_step(out[0], 0);
  CHECK(step > 0);  // it did move
  return step;
}

bool coin(std::mt19937& random) { return random() % 2 == 0; }

}  // namespace

TEST_CASE("a knee made hard in one move turns nothing down further than its curves do") {
  const auto dial = [](Targets& targets, double knee_dB) {
    const CompressorSettings settings{
        .threshold_dB = -20, .ratio = 4, .knee_dB = knee_dB, .attack_ms = 1, .release_ms = 4000};
    targets.edit(0).set_compressor(0, design_compressor(settings, kTestRate));
  };
  Desk desk;
  desk.script.at(0, [&](Targets& targets) {
    patch_outputs(targets);
    patch_channel(targets, 0);
    dial(targets, 24);
  });
  desk.script.at(4800, [&](Targets& targets) { dial(targets, 0.01); });
  const Planar out = desk.render(direct_current(1, 9600), blocks_of(64));
  const float least = *std::min_element(out[0].begin(), out[0].end());
  CHECK(20 * std::log10(least) == Approx(-15).margin(0.1));  // 20 dB over, of which a quarter stays
}

TEST_CASE("a fader or mute moves to its target in a straight line, exactly as long as a ramp") {
  Desk desk;
  desk.script.at(0, [](Targets& targets) {
    patch_outputs(targets);
    patch_channel(targets, 0);
  });
  desk.script.at(320, [](Targets& targets) { targets.edit(0).mix_gain(0, 1, 0) = 0; });
  const Planar out = desk.render(direct_current(1, 1000), blocks_of(64));
  CHECK(out[0][319] == 1);
  for (int f = 0; f < kRamp; ++f) {
    const float expected = 1 - static_cast<float>(f + 1) / static_cast<float>(kRamp);
    REQUIRE(out[0][static_cast<size_t>(320 + f)] == Approx(expected).margin(1e-5));
  }
  for (size_t f = static_cast<size_t>(320 + kRamp - 1); f < 1000; ++f) REQUIRE(std::fabs(out[0][f]) < 1e-6f);
  CHECK(out[0][999] == 0);
}

TEST_CASE("an edit elsewhere does not restart a ramp that is under way") {
  Desk desk;
  desk.script.at(0, [](Targets& targets) {
    patch_outputs(targets);
    patch_channel(targets, 0);
  });
  desk.script.at(320, [](Targets& targets) { targets.edit(0).mix_gain(0, 1, 0) = 0; });
  desk.script.at(480, [](Targets& targets) { targets.edit(0).set(Strip::trim, 5, 0.5f); });
  const Planar out = desk.render(direct_current(1, 1000), blocks_of(64));
  CHECK(out[0][static_cast<size_t>(320 + kRamp)] == 0);
}

TEST_CASE("faders, mutes and pans thrown about at every grid frame step no more than their ramp") {
  const float step = largest_step_while(
      [](Targets& targets, std::mt19937& random) { targets.edit(0).mix_gain(0, 1, 0) = coin(random) ? 1.0f : 0.0f; });
  CHECK(step <= 1.001f / static_cast<float>(kRamp));
}

TEST_CASE("a bus fader thrown about at every grid frame steps no more than its ramp") {
  const float step = largest_step_while([](Targets& targets, std::mt19937& random) {
    targets.edit(kMainBank).set(Strip::fade, 0, coin(random) ? 1.0f : 0.0f);
  });
  CHECK(step <= 1.001f / static_cast<float>(kRamp));
}

TEST_CASE("trim and polarity thrown about at every grid frame step no more than their ramp") {
  const float step = largest_step_while(
      [](Targets& targets, std::mt19937& random) { targets.edit(0).set(Strip::trim, 0, coin(random) ? 1.0f : -1.0f); });
  CHECK(step <= 2.001f / static_cast<float>(kRamp));
}

TEST_CASE("a source that changes all the time fades out and in again, each within its ramp") {
  const float step = largest_step_while([](Targets& targets, std::mt19937& random) {
    const int sources[] = {0, 1, kNoSource};
    targets.edit(0).source[0] = sources[random() % 3];
  });
  CHECK(step <= 1.001f / static_cast<float>(kRamp));
}

TEST_CASE("an output that changes its strip all the time fades out and in again, each within its ramp") {
  const float step = largest_step_while([](Targets& targets, std::mt19937& random) {
    const int strips[] = {lane_index(kMainBank, 0), lane_index(kMainBank, 1), lane_index(0, 0), kNoSource};
    targets.edit_outputs()[0].source = strips[random() % 4];
  });
  CHECK(step <= 1.001f / static_cast<float>(kRamp));
}

TEST_CASE("a source that was taken away and given back before it was gone comes back") {
  Desk desk;
  desk.script.at(0, [](Targets& targets) {
    patch_outputs(targets);
    patch_channel(targets, 0);
  });
  desk.script.at(320, [](Targets& targets) { targets.edit(0).source[0] = 1; });
  desk.script.at(384, [](Targets& targets) { targets.edit(0).source[0] = 0; });
  const Planar out = desk.render(direct_current(1, 2000), blocks_of(64));
  CHECK(out[0][383] < 1);
  CHECK(out[0][1999] == 1);
}

TEST_CASE("equaliser and high-pass switched on and off under direct current step no more than their ramp") {
  const float step = largest_step_while([](Targets& targets, std::mt19937& random) {
    BankTargets& bank = targets.edit(0);
    const EqSection high_pass = design_high_pass(30, 12, kTestRate)[0];
    const EqSection shelf = design_low_shelf(50, -6, 0.7, kTestRate);
    bank.set_section(0, 0, coin(random) ? high_pass : bypassed(high_pass));
    bank.set_section(1, 0, coin(random) ? shelf : bypassed(shelf));
  });
  // The mix ramps by 1/ramp a frame; a 30 Hz filter itself moves by 2 pi 30/48000 = 0.004 a frame, as does
  // the shelf at 50 Hz.
  CHECK(step <= 2.0f / static_cast<float>(kRamp) + 0.012f);
}

TEST_CASE("gate and compressor switched on and off under direct current step no more than their ramp") {
  const float step = largest_step_while([](Targets& targets, std::mt19937& random) {
    BankTargets& bank = targets.edit(0);
    const GateDesign gate = design_gate({.threshold_dB = 20, .range_dB = -80, .release_ms = 200}, kTestRate);
    const CompressorDesign compressor =
        design_compressor({.threshold_dB = -20, .ratio = 4, .attack_ms = 50, .release_ms = 200}, kTestRate);
    bank.set_gate(0, coin(random) ? gate : bypassed(gate));
    bank.set_compressor(0, coin(random) ? compressor : bypassed(compressor));
  });
  CHECK(step <= 2.0f / static_cast<float>(kRamp));
}

TEST_CASE("ramps last longer at higher rates, always a whole number of grid frames") {
  CHECK(ramp_frames(44100) == 256);
  CHECK(ramp_frames(48000) == 256);
  CHECK(ramp_frames(96000) == 512);
  CHECK(ramp_frames(192000) == 1024);
}
