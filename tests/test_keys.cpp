// What detectors hear: other strips at once, buses a grid frame earlier, through filters, whatever the block size; and
// the meters of what they do.
#include <catch2/catch.hpp>

#include "console/latency_plan.h"
#include "tests/bank_fixture.h"
#include "tests/engine_fixture.h"

using namespace headroom;

namespace {

constexpr int kKeyInput = 11;  // lane 3 of the second bank
constexpr int kStep = 1000;

// Ducks by half at once while the key is above -20 dB.
GateDesign ducker() {
  return design_gate(
      {.mode = GateMode::ducker, .threshold_dB = -20, .range_dB = dB(0.5), .attack_ms = 0, .release_ms = 50},
      kTestRate);
}

// A constant on input 0, and a key that is silent until frame kStep.
Planar constant_and_key(int frames) {
  Planar in = silence(16, frames);
  std::fill(in[0].begin(), in[0].end(), 0.25f);
  std::fill(in[kKeyInput].begin() + kStep, in[kKeyInput].end(), 0.5f);
  return in;
}

// The first frame of `sound` that differs from the one before.
size_t first_change(const std::vector<float>& sound) {
  size_t frame = 1;
  while (frame < sound.size() && sound[frame] == sound[frame - 1]) ++frame;
  return frame;
}

// Two channels, keyed by others and through filters, with all the dynamics there are.
void set_everything(Targets& targets, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> any(0, 1);
  for (int b = 0; b < targets.layout().banks(); ++b) {
    BankTargets& bank = targets.edit(b);
    for (int lane = 0; lane < kLanes; ++lane) {
      const auto i = static_cast<size_t>(lane);
      const auto any_strip = [&] { return static_cast<int>(random() % 32); };
      bank.set_gate(lane, design_gate({.mode = static_cast<GateMode>(random() % 3),
                                       .threshold_dB = -20 * any(random),
                                       .range_dB = -12,
                                       .hold_ms = 0},
                                      kTestRate));
      bank.gate_key[i] = any_strip();
      bank.set_filter(Strip::gate_key, lane, design_high_pass(20 + 4000 * any(random), 12, kTestRate)[0]);
      bank.set_compressor(lane, design_compressor({.threshold_dB = -30 * any(random),
                                                   .hold_ms = 10 * any(random),
                                                   .auto_release = any(random) < 0.5,
                                                   .detector = any(random) < 0.5 ? Detector::rms : Detector::peak,
                                                   .mix = any(random),
                                                   .link = any(random)},
                                                  kTestRate));
      bank.compressor_key[i] = lane % 2 ? any_strip() : both_sides(any_strip() & ~1);
      bank.set_filter(Strip::compressor_key, lane, design_low_pass(200 + 4000 * any(random), 12, kTestRate)[0]);
      const DeEsserSettings de_esser{.freq_hz = 2000 + 8000 * any(random), .threshold_dB = -40, .range_dB = 12};
      bank.set_de_esser(lane, design_de_esser_band(de_esser, kTestRate), design_de_esser(de_esser, kTestRate));
    }
  }
}

Planar render_everything(const KernelTable& kernels, const BlockSizes& block_size) {
  Desk desk;
  desk.kernels = &kernels;
  desk.script.at(0, [](Targets& targets) {
    set_busy(targets, 1);
    set_everything(targets, 2);
  });
  for (const int frame : {1600, 3200, 4800, 4832})
    desk.script.at(static_cast<uint64_t>(frame),
                   [frame](Targets& targets) { set_everything(targets, static_cast<unsigned>(frame)); });
  return desk.render(noise(16, 8000, 3), block_size);
}

}  // namespace

TEST_CASE("a channel is ducked in the very frame in which a channel of another bank speaks") {
  Desk desk;
  desk.script.at(0, [](Targets& targets) {
    patch_outputs(targets);
    patch_channel(targets, 0);
    patch_channel(targets, kKeyInput, 0);
    targets.edit(0).set_gate(0, ducker());
    targets.edit(0).gate_key[0] = lane_index(1, 3);
  });
  const Planar out = desk.render(constant_and_key(2000), blocks_of(441));
  CHECK(first_change(out[0]) == kStep);
  CHECK(out[0][kStep - 1] == 0.25f);
  CHECK(out[0][kStep] == Approx(0.125f));
}

TEST_CASE("the main is ducked by a channel without delay") {
  Desk desk;
  desk.script.at(0, [](Targets& targets) {
    patch_outputs(targets);
    patch_channel(targets, 0);
    patch_channel(targets, kKeyInput, 0);
    targets.edit(kMainBank).set_gate(0, ducker());
    targets.edit(kMainBank).gate_key[0] = lane_index(1, 3);
  });
  CHECK(first_change(desk.render(constant_and_key(2000), blocks_of(64))[0]) == kStep);
}

TEST_CASE("a bus that a limiter makes late hears its key as late as the sound it is to duck") {
  const int latency = limiter_latency_frames(kTestRate);
  const bool is_keyed_by_bus = GENERATE(false, true);
  Desk desk;
  desk.script.at(0, [&](Targets& targets) {
    patch_outputs(targets);
    patch_channel(targets, 0, 0);
    targets.edit(0).mix_gain(0, 0, 0) = targets.edit(2).mix_gain(0, 1, 0) = 1;  // through a limited group to the main
    targets.edit_bus(0).set_limiter(0, true, false, design_limiter({}, kTestRate));
    patch_channel(targets, kKeyInput, 0);
    targets.edit(1).mix_gain(3, 0, 5) = 1;
    targets.edit(kMainBank).set_gate(0, ducker());
    targets.edit(kMainBank).gate_key[0] = is_keyed_by_bus ? lane_index(2, 5) : lane_index(1, 3);
    plan_latency(targets, latency);
  });
  const Planar out = desk.render(constant_and_key(3000), blocks_of(64));
  const auto ducks = static_cast<size_t>(kStep + latency + (is_keyed_by_bus ? 32 : 0));
  CHECK(out[0][ducks - 1] == 0.25f);
  CHECK(out[0][ducks] == Approx(0.125f));
}

TEST_CASE("a key from a bus is heard 32 frames later, whatever the block size") {
  for (const int block : {1, 7, 32, 64, 1000}) {
    Desk desk;
    desk.script.at(0, [](Targets& targets) {
      patch_outputs(targets);
      patch_channel(targets, 0);
      patch_channel(targets, kKeyInput, 0);
      targets.edit(1).mix_gain(3, 0, 5) = 1;
      targets.edit(0).set_gate(0, ducker());
      targets.edit(0).gate_key[0] = lane_index(2, 5);
    });
    const Planar out = desk.render(constant_and_key(2000), blocks_of(block));
    INFO("blocks of " << block);
    CHECK(first_change(out[0]) == kStep + 32);
    CHECK(out[0][1999] == Approx(0.125f));
  }
}

TEST_CASE("a gate hears its key through the filter: a bass drum does not open what listens above 1 kHz") {
  for (const auto& [freq_hz, opens] : {std::pair{60.0, false}, {5000.0, true}}) {
    Desk desk;
    desk.script.at(0, [](Targets& targets) {
      patch_outputs(targets);
      patch_channel(targets, 0);
      BankTargets& bank = targets.edit(0);
      bank.set_gate(
          0, design_gate({.threshold_dB = -20, .range_dB = -80, .attack_ms = 0.1, .hold_ms = 50, .release_ms = 5},
                         kTestRate));
      bank.set_filter(Strip::gate_key, 0, design_high_pass(1000, 12, kTestRate)[0]);
    });
    Planar in = silence(16, 9600);
    in[0] = sine(freq_hz, 0.7, 9600, kTestRate);
    const Planar out = desk.render(in, blocks_of(64));
    const double gain_dB = dB(gain_at(out[0], freq_hz, 4800, kTestRate) / 0.7);
    INFO(freq_hz << " Hz");
    CHECK((opens ? std::abs(gain_dB) < 0.1 : gain_dB < -70));
  }
}

TEST_CASE("who listens to a key hears the other strip, and a stereo one as the mean of its sides") {
  Desk desk;
  desk.script.at(0, [](Targets& targets) {
    patch_outputs(targets);
    for (const int input : {0, 10, 11}) patch_channel(targets, input, input == 0 ? 1.0f : 0.0f);
    GateDesign listened;
    listened.listen = 1;
    targets.edit(0).set_gate(0, listened);
    targets.edit(0).gate_key[0] = lane_index(1, 3);
  });
  desk.script.at(1600, [](Targets& targets) { targets.edit(0).gate_key[0] = both_sides(lane_index(1, 2)); });
  const Planar in = noise(16, 3200, 5);
  const Planar out = desk.render(in, blocks_of(64));
  for (size_t f = 0; f < 1600; ++f) REQUIRE(out[0][f] == Approx(in[11][f]).margin(1e-6));
  for (size_t f = 2240; f < 3200; ++f) REQUIRE(out[0][f] == Approx((in[10][f] + in[11][f]) / 2).margin(1e-6));
}

TEST_CASE("a key that is listened to at a bus is heard though nothing feeds the bus") {
  Desk desk;
  desk.script.at(0, [](Targets& targets) {
    patch_outputs(targets);
    patch_channel(targets, kKeyInput, 0);
    GateDesign listened;
    listened.listen = 1;
    targets.edit(kMainBank).set_gate(0, listened);
    targets.edit(kMainBank).gate_key[0] = lane_index(1, 3);
  });
  const Planar in = noise(16, 800, 6);
  const Planar out = desk.render(in, blocks_of(64));
  for (size_t f = 0; f < 800; ++f) REQUIRE(out[0][f] == in[kKeyInput][f]);
}

TEST_CASE("a bus that is ducked stays ducked while nothing feeds it: what is unmuted is not loud for a moment") {
  constexpr int kMuted = 9600, kAgain = 9600 * 12, kEnd = kAgain + 1600;  // longer than a bus takes to fall asleep
  Desk desk;
  desk.script.at(0, [](Targets& targets) {
    patch_outputs(targets);
    patch_channel(targets, 0);
    patch_channel(targets, kKeyInput, 0);
    const GateSettings slow{.mode = GateMode::ducker, .threshold_dB = -20, .range_dB = dB(0.5), .attack_ms = 10};
    targets.edit(kMainBank).set_gate(0, design_gate(slow, kTestRate));
    targets.edit(kMainBank).gate_key[0] = lane_index(1, 3);
  });
  desk.script.at(kMuted, [](Targets& targets) { patch_channel(targets, 0, 0); });
  desk.script.at(kAgain, [](Targets& targets) { patch_channel(targets, 0); });
  const Planar out = desk.render(constant_and_key(kEnd), blocks_of(64));
  CHECK(out[0][kMuted - 1] == Approx(0.125f));
  CHECK(out[0][kAgain - 1] == 0);
  CHECK(*std::max_element(out[0].begin() + kAgain, out[0].end()) < 0.126f);
  CHECK(out[0].back() == Approx(0.125f));
}

TEST_CASE("a key that changes all the time while it is listened to fades out and in again, each within its ramp") {
  Desk desk;
  desk.script.at(0, [](Targets& targets) {
    patch_outputs(targets);
    for (int input = 0; input < 16; ++input) patch_channel(targets, input, input == 0 ? 1.0f : 0.0f);
    GateDesign listened;
    listened.listen = 1;
    targets.edit(0).set_gate(0, listened);
  });
  std::mt19937 random(6);
  for (uint64_t frame = 320; frame < 40000; frame += 32 * (1 + random() % 12)) {
    const int key = static_cast<int>(random() % 16);
    desk.script.at(frame, [key](Targets& targets) { targets.edit(0).gate_key[0] = key; });
  }
  Planar in = silence(16, 40000);
  for (size_t i = 0; i < 16; ++i) std::fill(in[i].begin(), in[i].end(), i % 2 ? 1.0f : -1.0f);
  const Planar out = desk.render(in, blocks_of(64));
  float largest = 0;
  for (size_t f = 1; f < out[0].size(); ++f) largest = std::max(largest, std::abs(out[0][f] - out[0][f - 1]));
  CHECK(largest > 0);
  CHECK(largest <= 1.001f / static_cast<float>(ramp_frames(kTestRate)));
}

TEST_CASE(
    "dynamics with keys, filters and everything else give the same bits in every block size on every instruction set") {
  const Planar reference = render_everything(*find_kernels("scalar"), blocks_of(64));
  for (const int block : {1, 16, 441, 8000})
    CHECK((render_everything(*find_kernels("scalar"), blocks_of(block)) == reference));
  std::mt19937 random(1);
  for (const char* name : {"sse2", "avx2"}) {
    const KernelTable* kernels = find_kernels(name);
    if (!kernels) continue;  // a CPU without it cannot disagree
    CHECK((render_everything(*kernels, [&] { return 1 + static_cast<int>(random() % 300); }) == reference));
  }
}

TEST_CASE("what a strip's neighbours are keyed by changes no bit of it") {
  const auto render = [](bool neighbours_are_keyed) {
    Desk desk;
    desk.script.at(0, [&](Targets& targets) {
      patch_outputs(targets);
      patch_channel(targets, 0);
      patch_channel(targets, 1, 0);
      BankTargets& bank = targets.edit(0);
      bank.set_compressor(0, design_compressor({.threshold_dB = -30}, kTestRate));
      bank.set_gate(0, design_gate({.threshold_dB = -12, .range_dB = -40}, kTestRate));
      if (!neighbours_are_keyed) return;
      bank.set_gate(1, ducker());
      bank.set_compressor(1, design_compressor({.auto_release = true, .mix = 0.5}, kTestRate));
      bank.gate_key[1] = bank.compressor_key[1] = lane_index(1, 3);
      bank.set_filter(Strip::gate_key, 1, design_high_pass(500, 12, kTestRate)[0]);
    });
    return desk.render(noise(16, 6400, 9), blocks_of(64));
  };
  CHECK((render(true) == render(false)));
}

TEST_CASE("the meters read the gain that is applied within 0.1 dB: gate, parallel compressor, de-esser") {
  Desk desk;
  desk.script.at(0, [](Targets& targets) {
    patch_outputs(targets);
    for (const int input : {0, 1, 2}) patch_channel(targets, input);
    BankTargets& bank = targets.edit(0);
    bank.mix_gain(1, 1, 0) = bank.mix_gain(2, 1, 0) = 0;
    bank.mix_gain(1, 1, 1) = 1;
    bank.set_gate(0,
                  design_gate({.mode = GateMode::expander, .threshold_dB = 0, .range_dB = -60, .ratio = 2}, kTestRate));
    bank.set_compressor(1, design_compressor({.threshold_dB = -40, .ratio = 8, .mix = 0.6}, kTestRate));
  });
  Planar in = silence(16, 48000);
  for (const size_t i : {0u, 1u}) std::fill(in[i].begin(), in[i].end(), 0.25f);
  const Planar out = desk.render(in, blocks_of(64));
  const BankMeters& meters = desk.ears.windows.back().banks[0];
  CHECK(dB(meters.gate_gain[0]) == Approx(dB(out[0].back() / 0.25)).margin(0.1));
  CHECK(dB(meters.gate_gain[0]) == Approx(dB(0.25)).margin(0.1));
  CHECK(dB(meters.comp_gain[1]) == Approx(dB(out[1].back() / 0.25)).margin(0.1));
  CHECK(meters.comp_gain[1] < 0.7f);
  CHECK(meters.gate_gain[1] == 1);
  CHECK(meters.comp_gain[0] == 1);
  CHECK(meters.de_esser_gain[0] == 1);
}

TEST_CASE(
    "modes, detectors, releases, mix and listening switched all the time under direct current step no more than a "
    "ramp") {
  Desk desk;
  desk.script.at(0, [](Targets& targets) {
    patch_outputs(targets);
    patch_channel(targets, 0);
  });
  std::mt19937 random(8);
  for (uint64_t frame = 48; frame < 40000; frame += 48) {
    desk.script.at(frame, [&random](Targets& targets) {
      BankTargets& bank = targets.edit(0);
      const auto coin = [&] { return random() % 2 == 0; };
      const GateDesign gate = design_gate({.mode = static_cast<GateMode>(random() % 3),
                                           .threshold_dB = coin() ? 20.0 : -20.0,
                                           .range_dB = -30,
                                           .attack_ms = 200,
                                           .release_ms = 200},
                                          kTestRate);
      bank.set_gate(0, coin() ? gate : bypassed(gate));
      const CompressorDesign compressor = design_compressor({.threshold_dB = -20,
                                                             .ratio = 4,
                                                             .attack_ms = 50,
                                                             .release_ms = 300,
                                                             .hold_ms = coin() ? 20.0 : 0.0,
                                                             .auto_release = coin(),
                                                             .detector = coin() ? Detector::rms : Detector::peak,
                                                             .mix = coin() ? 0.5 : 1.0,
                                                             .listen = coin()},
                                                            kTestRate);
      bank.set_compressor(0, coin() ? compressor : bypassed(compressor));
      const DeEsserDesign de_esser = design_de_esser({.threshold_dB = -40, .range_dB = 12}, kTestRate);
      bank.set_de_esser(0, design_de_esser_band({}, kTestRate), coin() ? de_esser : bypassed(de_esser));
    });
  }
  Planar in = silence(16, 40000);
  std::fill(in[0].begin(), in[0].end(), 1.0f);
  const Planar out = desk.render(in, blocks_of(64));
  float largest = 0;
  for (size_t f = 1000; f < out[0].size(); ++f) largest = std::max(largest, std::abs(out[0][f] - out[0][f - 1]));
  CHECK(largest <= 3.0f / static_cast<float>(ramp_frames(kTestRate)));
}
