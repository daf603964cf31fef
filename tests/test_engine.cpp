// What the engine does to sound: nothing where it is neutral, the gains it is told, and always the same bits.
#include <catch2/catch.hpp>

#include <limits>

#include "tests/engine_fixture.h"

using namespace headroom;

TEST_CASE("a channel that is patched after a long silence sounds as if its bank had never slept") {
  constexpr int kFrames = 22 * 48000 + 8192;
  constexpr uint64_t kUnpatched = 4096, kPatchedAgain = 22 * 48000;
  const auto render = [&](bool neighbour_is_patched, int block_frames) {
    Desk desk;
    desk.script.at(0, [&](Targets& targets) {
      patch_outputs(targets);
      patch_channel(targets, 0);
      BankTargets& bank = targets.edit(0);
      bank.delay_frames[0] = 24000;
      bank.set_section(kEqualiserBefore, 0, design_bell(20, 12, 20, kTestRate));
      if (neighbour_is_patched) bank.source[1] = 1;  // and sent nowhere: it only keeps the bank awake
    });
    desk.script.at(kUnpatched, [](Targets& targets) { targets.edit(0).source[0] = kNoSource; });
    desk.script.at(kPatchedAgain, [](Targets& targets) { targets.edit(0).source[0] = 0; });
    return desk.render(noise(16, kFrames, 7), blocks_of(block_frames));
  };
  const Planar awake = render(true, 64), asleep = render(false, 64);
  float difference = 0, loudest = 0;
  for (size_t f = 0; f < awake[0].size(); ++f) {
    difference = std::max(difference, std::fabs(awake[0][f] - asleep[0][f]));
    loudest = std::max(loudest, std::fabs(awake[0][f]));
  }
  CHECK(loudest > 0.1f);
  CHECK(difference < 1e-9f);
  CHECK((render(false, 441) == asleep));
}

TEST_CASE("a neutral channel passes its input to the output, sample for sample") {
  Desk desk;
  desk.script.at(0, [](Targets& targets) {
    patch_outputs(targets);
    patch_channel(targets, 3);
  });
  const Planar in = noise(16, 3000, 1);
  CHECK(desk.render(in, blocks_of(64))[0] == in[3]);
}

TEST_CASE("an impulse comes out at the frame where it went in") {
  for (const int at : {0, 1, 31, 32, 100, 777}) {
    Desk desk;
    desk.script.at(0, [](Targets& targets) {
      patch_outputs(targets);
      patch_channel(targets, 9, 0.5f);
    });
    Planar in = silence(16, 1000);
    in[9][static_cast<size_t>(at)] = 1;
    const Planar out = desk.render(in, blocks_of(64));
    for (int f = 0; f < 1000; ++f) REQUIRE(out[0][static_cast<size_t>(f)] == (f == at ? 0.5f : 0.0f));
  }
}

TEST_CASE("a channel and its copy with inverted polarity sum to silence, through every stage") {
  Desk desk;
  desk.script.at(0, [](Targets& targets) {
    patch_outputs(targets);
    for (const int channel : {2, 12}) {
      patch_channel(targets, channel, 0.7f);
      BankTargets& bank = targets.edit(channel / kLanes);
      const int lane = channel % kLanes;
      bank.source[static_cast<size_t>(lane)] = 2;
      bank.set(Strip::trim, lane, channel == 2 ? 1.4f : -1.4f);
      bank.set_section(0, lane, design_high_pass(80, 12, kTestRate)[0]);
      bank.set_section(2, lane, design_bell(1000, 6, 1, kTestRate));
      bank.set_gate(lane, design_gate({.threshold_dB = -10}, kTestRate));
      bank.set_compressor(lane, design_compressor({}, kTestRate));
    }
  });
  const Planar out = desk.render(noise(16, 5000, 2), blocks_of(64));
  for (const float x : out[0]) REQUIRE(x == 0);
}

TEST_CASE("a bus reaches only later buses, and its fader is behind its strip") {
  Desk desk;
  desk.script.at(0, [](Targets& targets) {
    patch_outputs(targets);
    BankTargets& channels = targets.edit(0);
    channels.source[0] = 0;
    channels.mix_gain(0, 0, 5) = 1;  // channel 0 to lane 5 of the first bus bank
    BankTargets& groups = targets.edit(2);
    groups.set(Strip::fade, 5, 0.5f);
    groups.mix_gain(5, 1, 1) = 0.5f;                // on to the right of the main
    groups.mix_gain(5, 0, 4) = 1;                   // to its own bank: there is no such way
    targets.edit(kMainBank).mix_gain(1, 0, 5) = 1;  // back to an earlier bank: neither
  });
  const Planar in = noise(16, 640, 3);
  const Planar out = desk.render(in, blocks_of(64));
  for (size_t f = 0; f < 640; ++f) {
    REQUIRE(out[0][f] == 0);
    REQUIRE(out[1][f] == in[0][f] * 0.25f);
  }
  CHECK(desk.ears.windows.at(0).banks[2].peak[4] == 0);
}

TEST_CASE("the same audio comes out whatever the block size, with the whole desk moving") {
  constexpr int kFrames = 24000;
  const Planar in = noise(16, kFrames, 4);
  const auto render = [&](const BlockSizes& sizes, Ears& ears) {
    Desk desk;
    desk.script.at(0, [](Targets& targets) { set_busy(targets, 1); });
    std::mt19937 random(5);
    for (unsigned change = 2; change < 60; ++change) {
      desk.script.at(random() % kFrames, [change](Targets& targets) { set_busy(targets, change); });
    }
    Planar out = desk.render(in, sizes);
    ears = std::move(desk.ears);
    return out;
  };
  Ears expected_ears, ears;
  const Planar expected = render(blocks_of(32), expected_ears);
  CHECK(*std::max_element(expected[0].begin(), expected[0].end()) > 0.1f);
  std::mt19937 random(6);
  const BlockSizes all_sizes[] = {
      blocks_of(1), blocks_of(16), blocks_of(64), blocks_of(441), blocks_of(1024), blocks_of(8192), [&random] {
        return static_cast<int>(1 + random() % 300);
      }};
  for (const BlockSizes& sizes : all_sizes) {
    REQUIRE(render(sizes, ears) == expected);
    REQUIRE(ears.audio == expected_ears.audio);
    REQUIRE(ears.windows.size() == expected_ears.windows.size());
    for (size_t i = 0; i < ears.windows.size(); ++i) {
      for (size_t bank = 0; bank < ears.windows[i].banks.size(); ++bank) {
        const BankMeters& a = ears.windows[i].banks[bank];
        const BankMeters& b = expected_ears.windows[i].banks[bank];
        REQUIRE(a.input_peak == b.input_peak);
        REQUIRE(a.peak == b.peak);
        REQUIRE(a.mean_square == b.mean_square);
        REQUIRE(a.gate_gain == b.gate_gain);
        REQUIRE(a.comp_gain == b.comp_gain);
      }
    }
  }
}

TEST_CASE("a strip left alone goes on as one that is told at every grid frame what it knows already") {
  constexpr int kFrames = 78000;
  Planar in = noise(16, kFrames, 8);
  in[2][25000] = in[9][25500] = std::numeric_limits<float>::infinity();  // 2 has a backup; 9 waits for its clean second
  const auto render = [&](bool is_told, Ears& ears) {
    Desk desk;
    // Once only: what goes on behind these frames, ramps, cross-fades, waits, goes on by itself.
    desk.script.at(0, [](Targets& targets) {
      patch_outputs(targets);
      for (int channel = 0; channel < 16; ++channel) patch_channel(targets, channel, 0.1f);
      targets.edit(0).backup[2] = 12;
    });
    desk.script.at(1600, [](Targets& targets) { targets.edit(0).delay_frames[1] = 3000; });
    desk.script.at(1664, [](Targets& targets) { targets.edit(1).source[3] = 4; });
    desk.script.at(9600, [](Targets& targets) { targets.edit(1).gate_key[0] = lane_index(0, 5); });
    desk.script.at(9632, [](Targets& targets) {
      targets.edit(1).set_gate(0, design_gate({.threshold_dB = -10, .hold_ms = 0, .listen = true}, kTestRate));
    });
    desk.script.at(12800, [](Targets& targets) { targets.edit(1).gate_key[0] = lane_index(2, 0); });
    desk.script.at(12832, [](Targets& targets) {
      targets.edit(0).mix_gain(5, 0, 0) = 1;
      targets.edit(0).set(Strip::trim, 6, -2);
    });
    desk.script.at(
        16000, [](Targets& targets) { targets.edit(0).set_section(0, 7, design_high_pass(300, 12, kTestRate)[0]); });
    desk.script.at(76000, [](Targets& targets) { targets.edit(1).source.fill(kNoSource); });
    for (uint64_t frame = 0; is_told && frame < kFrames; frame += kGridFrames)
      desk.script.at(frame, [](Targets& targets) {
        for (int bank = 0; bank < targets.layout().banks(); ++bank) targets.edit(bank);
      });
    Planar out = desk.render(in, blocks_of(441));
    ears = std::move(desk.ears);
    return out;
  };
  Ears alone, told;
  CHECK((render(false, alone) == render(true, told)));
  for (const auto kind : {EngineEvent::Kind::input_fault, EngineEvent::Kind::input_recovered}) {
    const auto once = alone.events_of(kind), again = told.events_of(kind);
    REQUIRE(once.size() == again.size());
    CHECK(once.size() >= 1);
    for (size_t i = 0; i < once.size(); ++i) CHECK(once[i].frame == again[i].frame);
  }
  REQUIRE(alone.windows.size() == told.windows.size());
  for (size_t i = 0; i < alone.windows.size(); ++i)
    for (size_t bank = 0; bank < alone.windows[i].banks.size(); ++bank)
      CHECK(alone.windows[i].banks[bank].peak == told.windows[i].banks[bank].peak);
}

TEST_CASE("the same audio comes out whatever the CPU") {
  const Planar in = noise(16, 6000, 7);
  const auto render = [&](const KernelTable& kernels) {
    Desk desk;
    desk.kernels = &kernels;
    for (unsigned change = 0; change < 10; ++change) {
      desk.script.at(change * 600, [change](Targets& targets) { set_busy(targets, change); });
    }
    return desk.render(in, blocks_of(100));
  };
  const Planar expected = render(*find_kernels("scalar"));
  for (const char* name : {"sse2", "avx2"}) {
    if (const KernelTable* kernels = find_kernels(name)) REQUIRE(render(*kernels) == expected);
  }
}

TEST_CASE("meters read what is there: peak, mean square, the gate's and the compressor's lowest gain") {
  Desk desk;
  desk.script.at(0, [](Targets& targets) {
    patch_outputs(targets);
    patch_channel(targets, 0, 0.25f);
    targets.edit(0).set(Strip::trim, 0, 2);
    patch_channel(targets, 1, 0);
    targets.edit(0).set_gate(1, design_gate({.threshold_dB = 0, .range_dB = -20, .release_ms = 1}, kTestRate));
    patch_channel(targets, 2, 0);
    targets.edit(0).set_compressor(
        2, design_compressor({.threshold_dB = -18.0618, .ratio = 2, .knee_dB = 0, .attack_ms = 0.1}, kTestRate));
    targets.edit(kMainBank).set(Strip::fade, 0, 0.5f);
  });
  Planar in = silence(16, 512);
  for (size_t f = 0; f < 512; ++f) {
    in[0][f] = f % 2 == 0 ? 0.25f : -0.25f;
    in[1][f] = in[2][f] = 0.5f;
  }
  in[0][300] = -0.375f;
  desk.render(in, blocks_of(64));
  REQUIRE(desk.ears.windows.size() == 2);
  CHECK(desk.ears.windows[1].end_frame == 512);
  const auto& first = desk.ears.windows[0].banks;
  const auto& second = desk.ears.windows[1].banks;
  CHECK(first[0].input_peak[0] == 0.5f);
  CHECK(first[0].peak[0] == 0.5f);
  CHECK(first[0].mean_square[0] == 0.25f);
  CHECK(second[0].peak[0] == 0.75f);
  CHECK(first[kMainBank].peak[0] == 0.0625f);
  CHECK(second[kMainBank].peak[0] == 0.09375f);
  CHECK(second[0].gate_gain[1] == Approx(0.1).epsilon(0.01));
  CHECK(second[0].comp_gain[2] == Approx(0.5).epsilon(0.01));  // 12.04 dB over, ratio 2: 6.02 dB
  CHECK(second[0].gate_gain[0] == 1);
  CHECK(second[0].comp_gain[0] == 1);
}

TEST_CASE("targets are taken on the grid, and the engine says which at which frame") {
  Desk desk;
  desk.script.at(0, [](Targets& targets) { patch_channel(targets, 0); });
  desk.script.at(33, [](Targets& targets) { targets.edit(0); });
  desk.script.at(640, [](Targets& targets) { targets.edit(0); });
  desk.render(silence(16, 1000), blocks_of(50));
  const auto taken = desk.ears.events_of(EngineEvent::Kind::targets_taken);
  REQUIRE(taken.size() == 3);
  CHECK(taken[0].frame == 0);
  CHECK(taken[1].frame == 64);
  CHECK(taken[2].frame == 640);
  CHECK(taken[2].revision == 3);
}

TEST_CASE("a tapped pair hands over exactly what the outputs carry") {
  Desk desk;
  desk.script.at(0, [](Targets& targets) { set_busy(targets, 8); });
  const Planar out = desk.render(noise(16, 1000, 9), blocks_of(100));
  REQUIRE(desk.ears.audio.size() == 2000);
  for (size_t f = 0; f < 1000; ++f) {
    REQUIRE(desk.ears.audio[2 * f] == out[0][f]);
    REQUIRE(desk.ears.audio[2 * f + 1] == out[1][f]);
  }
}

TEST_CASE("an output carries any strip: a bus behind its fader, a channel before it") {
  Desk desk;
  desk.script.at(0, [](Targets& targets) {
    patch_channel(targets, 10, 0);
    targets.edit_outputs()[0].source = lane_index(1, 2);
    targets.edit_outputs()[1].source = 1000000;  // no such strip: silence
  });
  const Planar in = noise(16, 500, 10);
  const Planar out = desk.render(in, blocks_of(64));
  CHECK(out[0] == in[10]);
  CHECK(out[1] == silence(1, 500)[0]);
}

TEST_CASE("a mailbox's draft takes over only what is newer, and becomes the same targets") {
  Targets show(kSmallDesk), draft(kSmallDesk);
  set_busy(show, 12);
  draft.update_from(show);
  show.edit_strip(2).set(Strip::fade, 3, 0.125f);
  show.edit_mix(0).set_mix_gain(1, 0, 2, 0.75f);
  show.edit_mix(1).set_mix_gain(4, 1, 0, 0.5f, MixTap::before_equaliser);
  draft.update_from(show);
  CHECK(draft.revision() == show.revision());
  CHECK(draft.outputs_revision() == show.outputs_revision());
  for (int bank = 0; bank < kSmallDesk.banks(); ++bank) {
    CHECK(draft.bank(bank).revision == show.bank(bank).revision);
    CHECK(draft.bank(bank).parameters == show.bank(bank).parameters);
    CHECK(draft.bank(bank).mix.gains == show.bank(bank).mix.gains);
    CHECK(draft.bank(bank).mix_before_equaliser.gains == show.bank(bank).mix_before_equaliser.gains);
    CHECK(draft.bank(bank).source == show.bank(bank).source);
  }
}

TEST_CASE("gains told one by one sound as the same gains told with all else of their bank") {
  Desk as_a_whole, one_by_one;
  for (Desk* desk : {&as_a_whole, &one_by_one}) desk->script.at(0, [](Targets& targets) { set_busy(targets, 5); });
  std::mt19937 random(6);
  for (uint64_t frame = 320; frame < 4800; frame += 160) {
    const int bank = static_cast<int>(random() % 3), lane = static_cast<int>(random() % kLanes);
    const int bus_lane = static_cast<int>(random() % kLanes);
    const float gain = random() % 3 == 0 ? 0.0f : static_cast<float>(random() % 100) / 100;
    const MixTap tap = bank < 2 && random() % 2 == 0 ? MixTap::before_equaliser : MixTap::strip;
    as_a_whole.script.at(frame, [=](Targets& targets) { targets.edit(bank).mix_gain(lane, 1, bus_lane, tap) = gain; });
    one_by_one.script.at(frame,
                         [=](Targets& targets) { targets.edit_mix(bank).set_mix_gain(lane, 1, bus_lane, gain, tap); });
  }
  const Planar in = noise(16, 6000, 7);
  CHECK(one_by_one.render(in, blocks_of(64)) == as_a_whole.render(in, blocks_of(441)));
}
