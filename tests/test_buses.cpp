// What buses do beyond a strip, in the engine: limiters and the paths kept in step with them, output delays, graphic
// equalisers, the test signal.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "console/latency_plan.h"
#include "dsp/oscillator.h"
#include "tests/engine_fixture.h"

using namespace headroom;

namespace {

constexpr int kGroupBank = 2;  // bus bank 0; the main is in bus bank 1
const int kLatency = limiter_latency_frames(kTestRate);

void switch_limiter(Targets& targets, int bus_bank, int lane, bool is_in, double ceiling_dBTP = -1) {
  targets.edit_bus(bus_bank).set_limiter(lane, is_in, false, design_limiter({.ceiling_dBTP = ceiling_dBTP}, kTestRate));
  plan_latency(targets, kLatency);
}

// Channel 0 to the main directly, and with opposite polarity through group 0: in step they are silence.
void patch_two_paths(Targets& targets) {
  patch_outputs(targets);
  patch_channel(targets, 0);
  targets.edit(0).mix_gain(0, 0, 0) = 1;
  targets.edit(kGroupBank).mix_gain(0, 1, 0) = -1;
}

Planar tone(int channels, int frames, double freq_hz, float peak) {
  Planar planar = silence(channels, frames);
  for (int f = 0; f < frames; ++f)
    planar[0][static_cast<size_t>(f)] = peak * static_cast<float>(std::sin(2 * M_PI * freq_hz * f / kTestRate));
  return planar;
}

float largest_step(const std::vector<float>& sound) {
  float step = 0;
  for (size_t f = 1; f < sound.size(); ++f) step = std::max(step, std::abs(sound[f] - sound[f - 1]));
  return step;
}

float peak_of(const std::vector<float>& sound, size_t from = 0) {
  float peak = 0;
  for (size_t f = from; f < sound.size(); ++f) peak = std::max(peak, std::abs(sound[f]));
  return peak;
}

// Every part of every bus in use, switched about.
void set_busy_buses(Desk& desk, unsigned seed) {
  const auto mix_up = [](Targets& targets, unsigned with) {
    std::mt19937 random(with);
    const auto chance = [&](unsigned in) { return random() % in == 0; };
    for (int bus_bank = 0; bus_bank < 2; ++bus_bank) {
      BusTargets& bus = targets.edit_bus(bus_bank);
      for (int lane = 0; lane < kLanes; ++lane) {
        const double ceiling_dBTP = -static_cast<double>(random() % 30);
        bus.set_limiter(lane, !chance(3), chance(2),
                        design_limiter({.ceiling_dBTP = ceiling_dBTP, .release_ms = 30}, kTestRate));
        bus.delay_frames[static_cast<size_t>(lane)] = chance(2) ? static_cast<int>(random() % 900) : 0;
        bus.oscillator_gain[static_cast<size_t>(lane)] = chance(2) ? 0.1f : 0;
        for (int band = 0; band < kGraphicEqBands; band += 3)
          bus.set_graphic_band(band, lane,
                               chance(2) ? EqSection{} : design_bell(20 * std::pow(2, band / 3.0), 6, 4, kTestRate));
      }
    }
    targets.edit_oscillator().kind = static_cast<int>(random() % 6) - 1;
    plan_latency(targets, kLatency);
  };
  desk.script.at(0, [=](Targets& targets) {
    set_busy(targets, seed);
    for (const int lane : {0, 1}) targets.edit(kMainBank).set(Strip::fade, lane, 1);
    mix_up(targets, seed);
  });
  for (unsigned change = 1; change < 8; ++change)
    desk.script.at(change * 777, [=](Targets& targets) { mix_up(targets, seed + change); });
}

}  // namespace

TEST_CASE("a desk without limiters is heard in the same frame") {
  Desk desk;
  desk.script.at(0, [](Targets& targets) {
    patch_outputs(targets);
    patch_channel(targets, 0);
  });
  const Planar in = noise(16, 2000, 1);
  CHECK(desk.render(in, blocks_of(64))[0] == in[0]);
}

TEST_CASE("a limiter that is in makes its bus later by its latency and no other difference below the ceiling") {
  Desk desk;
  desk.script.at(0, [](Targets& targets) {
    patch_outputs(targets);
    patch_channel(targets, 0);
    switch_limiter(targets, 1, 0, true);
  });
  const Planar in = noise(16, 2000, 1);
  const Planar out = desk.render(in, blocks_of(64));
  for (size_t f = 0; f < 2000; ++f)
    REQUIRE(out[0][f] == (f < static_cast<size_t>(kLatency) ? 0.0f : in[0][f - static_cast<size_t>(kLatency)]));
}

TEST_CASE("a channel reaches the main directly and through a limited group in the same frame, even while it switches") {
  Desk desk;
  desk.script.at(0, patch_two_paths);
  desk.script.at(1000, [](Targets& targets) { switch_limiter(targets, 0, 0, true); });
  desk.script.at(4000, [](Targets& targets) { switch_limiter(targets, 0, 0, false); });
  desk.script.at(6000, [](Targets& targets) { switch_limiter(targets, 0, 0, true); });
  const Planar out = desk.render(noise(16, 8000, 1), blocks_of(64));
  CHECK(peak_of(out[0]) < 1e-6f);  // the cross-fade rounds; before and after it is silence itself
  CHECK(std::all_of(out[0].begin(), out[0].begin() + 1000, [](float x) { return x == 0; }));
  CHECK(std::all_of(out[0].begin() + 1600, out[0].begin() + 4000, [](float x) { return x == 0; }));
  CHECK(std::all_of(out[0].begin() + 6600, out[0].end(), [](float x) { return x == 0; }));
}

TEST_CASE("the plan of latencies adds up along the paths that are open, and only along those") {
  Targets targets(kSmallDesk);
  patch_two_paths(targets);
  switch_limiter(targets, 0, 0, true);
  auto leaves = plan_latency(targets, kLatency);
  CHECK(leaves[0] == kLatency);       // the group
  CHECK(leaves[1] == 0);              // its neighbour
  CHECK(leaves[kLanes] == kLatency);  // the main, which hears the group
  CHECK(targets.bus(1).channels_wait_frames == kLatency);
  CHECK(targets.bus(0).waits_frames[1][0] == 0);
  CHECK(targets.bus(0).waits_frames[1][1] == 0);  // it feeds nothing, and goes with the group
  targets.edit(kGroupBank).mix_gain(1, 1, 1) = 1;
  plan_latency(targets, kLatency);
  CHECK(targets.bus(0).waits_frames[1][0] == 0);
  CHECK(targets.bus(0).waits_frames[1][1] == kLatency);
  targets.edit(kGroupBank).mix_gain(1, 1, 1) = 0;
  switch_limiter(targets, 1, 0, true);
  leaves = plan_latency(targets, kLatency);
  CHECK(leaves[kLanes] == 2 * kLatency);
  CHECK(leaves[kLanes + 1] == kLatency);
  targets.edit(kGroupBank).mix_gain(0, 1, 0) = 0;  // the group is taken out of the main
  leaves = plan_latency(targets, kLatency);
  CHECK(leaves[kLanes] == kLatency);
  CHECK(targets.bus(1).channels_wait_frames == 0);
  const uint64_t revision = targets.revision();
  plan_latency(targets, kLatency);
  CHECK(targets.revision() == revision);  // nothing new, nothing to take
}

TEST_CASE("switching a limiter and moving its ceiling makes no step") {
  Desk desk;
  desk.script.at(0, [](Targets& targets) {
    patch_outputs(targets);
    patch_channel(targets, 0);
  });
  for (unsigned i = 1; i < 12; ++i)
    desk.script.at(i * 900, [i](Targets& targets) { switch_limiter(targets, 1, 0, i % 3 != 0, i % 2 ? -1 : -6); });
  const Planar in = tone(16, 12000, 100, 0.7f);
  const Planar out = desk.render(in, blocks_of(64));
  CHECK(largest_step(out[0]) < 2 * largest_step(in[0]));
}

TEST_CASE("the limiter holds its ceiling behind the fader, and the meters read what leaves and the gain it took") {
  Desk desk;
  desk.script.at(0, [](Targets& targets) {
    patch_outputs(targets);
    patch_channel(targets, 0, 3);
    targets.edit(kMainBank).set(Strip::fade, 0, 2);
    switch_limiter(targets, 1, 0, true, -6);
  });
  const Planar out = desk.render(tone(16, 9600, 997, 0.9f), blocks_of(64));
  CHECK(peak_of(out[0]) <= 0.5013f);
  CHECK(peak_of(out[0], 5000) > 0.49f);
  const BankMeters& main = desk.ears.windows.back().banks[kMainBank];
  CHECK(main.peak[0] == Approx(0.495).margin(0.01));
  CHECK(main.limiter_gain[0] == Approx(0.501 / 5.4).margin(0.003));
  CHECK(main.limiter_gain[1] == 1);
}

// The first six lanes of the main's bank hear channel 0 three times as loud; outputs 0 and 1 are lanes 0 and 4.
void patch_loud_bank(Targets& targets) {
  patch_outputs(targets);
  patch_channel(targets, 0, 3);
  for (int lane = 1; lane < 6; ++lane) targets.edit(0).mix_gain(0, 1, lane) = 3;
  targets.edit_outputs()[1].source = lane_index(kMainBank, 4);
  switch_limiter(targets, 1, 0, true, -6);
}

TEST_CASE(
    "a limiter that joins another one of the same bank holds its own ceiling from then on and leaves the other one "
    "alone") {
  const auto limited = [](bool joined) {
    Desk desk;
    desk.script.at(0, patch_loud_bank);
    if (joined) desk.script.at(2000, [](Targets& targets) { switch_limiter(targets, 1, 4, true, -12); });
    if (joined) desk.script.at(7000, [](Targets& targets) { switch_limiter(targets, 1, 4, false, -12); });
    return desk.render(tone(16, 9600, 997, 0.9f), blocks_of(64));
  };
  const Planar alone = limited(false), together = limited(true);
  CHECK(together[0] == alone[0]);
  const auto from = together[1].begin();
  CHECK(peak_of({from + 1000, from + 2000}) > 2);
  CHECK(peak_of({from + 3000, from + 7000}) <= 0.2513f);
  CHECK(peak_of({from + 4000, from + 7000}) > 0.24f);
  CHECK(peak_of({from + 8000, from + 9600}) > 2);
}

TEST_CASE("the meter of a limiter that is out reads no reduction whatever its neighbours in the bank do") {
  Desk desk;
  desk.script.at(0, [](Targets& targets) {
    patch_loud_bank(targets);
    switch_limiter(targets, 1, 4, true, -12);
  });
  desk.render(tone(16, 9600, 997, 0.9f), blocks_of(64));
  const BankMeters& main = desk.ears.windows.back().banks[kMainBank];
  CHECK(main.limiter_gain[0] < 0.5f);
  CHECK(main.limiter_gain[4] < 0.5f);
  CHECK(main.limiter_gain[2] == 1);
}

TEST_CASE("an output delay is heard at the output only, by exactly its frames") {
  Desk desk;
  desk.script.at(0, [](Targets& targets) {
    patch_outputs(targets);
    patch_channel(targets, 0, 0);
    targets.edit(0).mix_gain(0, 0, 0) = 1;           // channel to group
    targets.edit(kGroupBank).mix_gain(0, 1, 0) = 1;  // group to main
    targets.edit_bus(0).delay_frames[0] = 480;       // of the group's output
    targets.edit_outputs()[1].source = lane_index(kGroupBank, 0);
  });
  const Planar in = noise(16, 2000, 1);
  const Planar out = desk.render(in, blocks_of(64));
  CHECK(out[0] == in[0]);
  for (size_t f = 480; f < 2000; ++f) REQUIRE(out[1][f] == in[0][f - 480]);
}

TEST_CASE("a longest delay of one second is there") {
  Desk desk;
  desk.script.at(0, [](Targets& targets) {
    patch_outputs(targets);
    patch_channel(targets, 0);
    targets.edit_bus(1).delay_frames[0] = 48000;
  });
  const Planar in = noise(16, 50000, 1);
  const Planar out = desk.render(in, blocks_of(512));
  CHECK(peak_of({out[0].begin(), out[0].begin() + 48000}) == 0);
  CHECK(out[0][48001] == in[0][1]);
}

TEST_CASE("the test signal reaches the buses it is sent to at its level, and is silent when off") {
  Desk desk;
  desk.script.at(0, [](Targets& targets) {
    patch_outputs(targets);
    targets.edit_bus(1).oscillator_gain[0] = 0.1f;
    targets.edit_oscillator().kind = static_cast<int>(OscillatorKind::sine);
  });
  desk.script.at(6400, [](Targets& targets) { targets.edit_oscillator().kind = kNoSource; });
  const Planar out = desk.render(silence(16, 9600), blocks_of(64));
  CHECK(20 * std::log10(peak_of({out[0].begin(), out[0].begin() + 6400})) == Approx(-20).margin(0.01));
  CHECK(peak_of(out[0], 6400 + 256) == 0);
  CHECK(peak_of(out[1]) == 0);
  CHECK(largest_step(out[0]) < 0.014f);  // the tone's own steps reach 0.0131
}

TEST_CASE("a flat graphic equaliser passes its input bit for bit - a band lifts its frequency") {
  for (const double gain_dB : {0.0, 6.0}) {
    Desk desk;
    desk.script.at(0, [=](Targets& targets) {
      patch_outputs(targets);
      patch_channel(targets, 0);
      EqSection band = design_bell(1000, gain_dB, 4, kTestRate);
      targets.edit_bus(1).set_graphic_band(17, 0, gain_dB == 0 ? bypassed(band) : band);
    });
    const Planar in = tone(16, 9600, 1000, 0.1f);
    const Planar out = desk.render(in, blocks_of(64));
    if (gain_dB == 0)
      CHECK(out[0] == in[0]);
    else
      CHECK(20 * std::log10(peak_of(out[0], 4800) / 0.1f) == Approx(6).margin(0.02));
  }
}

TEST_CASE("a graphic equaliser of two lanes has the bits of one beside others, in any blocks, moving or not") {
  const auto render = [](int block, std::initializer_list<int> lanes) {
    Desk desk;
    for (unsigned change = 0; change < 3; ++change)
      desk.script.at(change * 777, [=](Targets& targets) {
        patch_outputs(targets);
        patch_channel(targets, 0);
        for (int band = 0; band < kGraphicEqBands - 3; ++band)
          for (const int lane : lanes)
            targets.edit_bus(1).set_graphic_band(
                band, lane, design_bell(20 * std::pow(2, band / 3.0), (band + change) % 3 - 1.0, 4, kTestRate));
      });
    return desk.render(noise(16, 3200, 5), blocks_of(block));
  };
  const Planar beside_others = render(64, {0, 1, 4});
  CHECK(peak_of(beside_others[0]) > 0.01f);
  for (const int block : {64, 37, 441}) {
    CAPTURE(block);
    CHECK(render(block, {0, 1}) == beside_others);
  }
}

TEST_CASE("busy buses sound the same in blocks of any size and on every instruction set") {
  const Planar in = noise(16, 6400, 9);
  Desk reference;
  set_busy_buses(reference, 3);
  const Planar expected = reference.render(in, blocks_of(64));
  CHECK(peak_of(expected[0]) > 0.01f);
  for (const int block : {16, 37, 441}) {
    Desk desk;
    set_busy_buses(desk, 3);
    CAPTURE(block);
    CHECK(desk.render(in, blocks_of(block)) == expected);
  }
  for (const char* name : {"scalar", "sse2", "avx2"}) {
    Desk desk;
    set_busy_buses(desk, 3);
    desk.kernels = find_kernels(name);
    if (!desk.kernels) continue;
    CAPTURE(name);
    CHECK(desk.render(in, blocks_of(64)) == expected);
  }
}
