// What the engine does when something is wrong: it keeps the trouble where it is, and tells.
#include <catch2/catch.hpp>
#include <limits>

#if defined(__SSE2__)
#include <xmmintrin.h>
#endif

#include "tests/engine_fixture.h"

using namespace headroom;

namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();

// Channel 0 to the left of the main, channel 1 to the right; every stage on in both.
void two_channels(Targets& targets) {
  patch_outputs(targets);
  for (int channel = 0; channel < 2; ++channel) {
    BankTargets& bank = targets.edit(0);
    bank.source[static_cast<size_t>(channel)] = channel;
    bank.mix_gain(channel, 1, channel) = 1;
    bank.set_section(0, channel, design_high_pass(80, 12, kTestRate)[0]);
    bank.set_section(1, channel, design_bell(1000, 6, 1, kTestRate));
    bank.set_compressor(channel, design_compressor({}, kTestRate));
    bank.set_gate(channel, design_gate({}, kTestRate));
  }
}

}  // namespace

TEST_CASE("a broken sample silences its channel from that frame on, and not one bit of any other") {
  const Planar sound = noise(16, 4000, 1);
  Desk untouched;
  untouched.script.at(0, two_channels);
  const Planar expected = untouched.render(sound, blocks_of(64));
  for (const float broken : {kNaN, kInfinity, -kInfinity, 1e30f, 1001.0f}) {
    Planar in = sound;
    in[0][1234] = broken;
    Desk desk;
    desk.script.at(0, two_channels);
    const Planar out = desk.render(in, blocks_of(64));
    INFO("a sample of " << broken);
    REQUIRE(out[1] == expected[1]);
    for (size_t f = 0; f < 1234; ++f) REQUIRE(out[0][f] == expected[0][f]);
    for (const float x : out[0]) REQUIRE(std::fabs(x) < 10);  // the filters ring out, nothing else
    const auto faults = desk.ears.events_of(EngineEvent::Kind::input_fault);
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].frame == 1234);
    CHECK(faults[0].bank == 0);
    CHECK(faults[0].lane == 0);
    CHECK(desk.ears.windows.back().banks[0].input_peak[0] == 0);
  }
}

TEST_CASE("a neutral channel is silent from the broken sample on, and fades in after a clean second") {
  Desk desk;
  desk.script.at(0, [](Targets& targets) {
    patch_outputs(targets);
    patch_channel(targets, 0);
  });
  Planar in = silence(16, 60000);
  for (float& x : in[0]) x = 0.5f;
  in[0][1000] = kNaN;
  in[0][3000] = kNaN;  // again: the second starts anew, the report does not
  const Planar out = desk.render(in, blocks_of(441));
  const auto recovered = desk.ears.events_of(EngineEvent::Kind::input_recovered);
  REQUIRE(desk.ears.events_of(EngineEvent::Kind::input_fault).size() == 1);
  REQUIRE(recovered.size() == 1);
  CHECK(recovered[0].frame >= 3000 + 48000);
  CHECK(recovered[0].frame < 3000 + 48000 + kGridFrames);
  CHECK(out[0][999] == 0.5f);
  for (size_t f = 1000; f < recovered[0].frame; ++f) REQUIRE(out[0][f] == 0);
  const float largest_step = 0.5f / static_cast<float>(ramp_frames(kTestRate)) * 1.01f;
  for (size_t f = recovered[0].frame; f + 1 < 60000; ++f) REQUIRE(std::fabs(out[0][f + 1] - out[0][f]) <= largest_step);
  CHECK(out[0][59999] == 0.5f);
}

TEST_CASE("a broken input on another source is forgotten with the change of source") {
  Desk desk;
  desk.script.at(0, [](Targets& targets) {
    patch_outputs(targets);
    patch_channel(targets, 0);
  });
  desk.script.at(2000, [](Targets& targets) { targets.edit(0).source[0] = 1; });
  Planar in = silence(16, 4000);
  for (float& x : in[0]) x = kNaN;
  for (float& x : in[1]) x = 0.5f;
  const Planar out = desk.render(in, blocks_of(64));
  CHECK(out[0][1999] == 0);
  CHECK(out[0][3999] == 0.5f);
}

TEST_CASE("a channel whose input breaks hears its backup, and its own input again after a clean second") {
  for (const bool is_missing : {false, true}) {
    CAPTURE(is_missing);
    Desk desk;
    desk.script.at(0, [](Targets& targets) {
      patch_outputs(targets);
      patch_channel(targets, 0);
      targets.edit(0).backup[0] = 1;
    });
    Planar in = silence(16, 60000);
    for (float& x : in[0]) x = 0.5f;
    for (float& x : in[1]) x = 0.25f;
    constexpr int kGone = 1024, kBack = 2048;
    if (!is_missing) in[0][kBack - 1] = in[0][kGone] = kNaN;
    // A null pointer is an input that is not there.
    desk.is_there = [&](int input, int frame) { return !is_missing || input != 0 || frame < kGone || frame >= kBack; };
    const Planar out = desk.render(in, blocks_of(64));
    const int ramp = ramp_frames(kTestRate);
    CHECK(out[0][kGone - 1] == 0.5f);
    for (size_t f = kGone + 3 * static_cast<size_t>(ramp); f < kBack - 1 + 48000; ++f) REQUIRE(out[0][f] == 0.25f);
    CHECK(out[0][59999] == 0.5f);
    const float largest_step = 0.5f / static_cast<float>(ramp) * 1.01f;
    for (size_t f = kGone + 2; f + 1 < 60000; ++f) REQUIRE(std::fabs(out[0][f + 1] - out[0][f]) <= largest_step);
  }
}

TEST_CASE("a strip that runs away is silent, reported once, and sound again when its cause is gone") {
  Desk desk;
  desk.script.at(0, [](Targets& targets) {
    patch_outputs(targets);
    patch_channel(targets, 0);
    patch_channel(targets, 1, 0);
  });
  desk.script.at(1024, [](Targets& targets) {
    targets.edit(0).set(Strip::trim, 0, 1e30f);
    targets.edit(0).set_section(1, 0, design_bell(100, 6, 1, kTestRate));
  });
  desk.script.at(4096, [](Targets& targets) { targets.edit(0).set(Strip::trim, 0, 1); });
  const Planar in = noise(16, 12000, 3);
  const Planar out = desk.render(in, blocks_of(64));
  for (const float x : out[0]) REQUIRE(std::fabs(x) <= kStripLimit);
  for (size_t f = 2048; f < 4096; ++f) REQUIRE(out[0][f] == 0);
  double power = 0;
  for (size_t f = 8000; f < 12000; ++f) power += out[0][f] * out[0][f];
  CHECK(power / 4000 == Approx(1.0 / 12).epsilon(0.2));
  const auto faults = desk.ears.events_of(EngineEvent::Kind::strip_fault);
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].lane == 0);
}

TEST_CASE("targets that are no numbers leave everything as it was") {
  Desk desk;
  desk.script.at(0, [](Targets& targets) {
    patch_outputs(targets);
    patch_channel(targets, 0);
  });
  desk.script.at(64, [](Targets& targets) {
    BankTargets& bank = targets.edit(0);
    bank.parameters.fill(kNaN);
    for (float& gain : bank.mix.gains) gain = kInfinity;
    bank.source[1] = 99999;
    bank.source[2] = -7;
  });
  const Planar in = noise(16, 2000, 5);
  CHECK(desk.render(in, blocks_of(64))[0] == in[0]);
}

TEST_CASE("missing devices' pointers are silence in and nothing out") {
  Script script(kSmallDesk);
  script.at(0, [](Targets& targets) {
    patch_outputs(targets);
    patch_channel(targets, 0);
  });
  Engine engine;
  engine.prepare(kSmallDesk, kTestRate, choose_kernels(), &script, nullptr);
  const float* in[16] = {};
  std::vector<float> left(100, 1.0f);
  float* out[2] = {left.data(), nullptr};
  engine.process(in, out, 100);
  for (const float x : left) CHECK(x == 0);
  engine.process(in, out, 0);
  CHECK(engine.frame() == 100);
}

#if defined(__SSE2__)
TEST_CASE("inside the engine denormals are zero, and the thread gets its own rounding mode back") {
  Desk desk;
  desk.script.at(0, [](Targets& targets) {
    patch_outputs(targets);
    patch_channel(targets, 0);
  });
  Planar in = silence(16, 512);
  for (float& x : in[0]) x = 1e-40f;
  const auto control = [] { return _mm_getcsr() & ~_MM_EXCEPT_MASK; };  // what has happened so far is not the mode
  const unsigned before = control();
  const Planar out = desk.render(in, blocks_of(64));
  CHECK(control() == before);
  for (const float x : out[0]) REQUIRE(x == 0);
}
#endif
