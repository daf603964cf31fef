// What dynamics remember: a feature that is switched off and on again knows nothing of the sound before.
#include <catch2/catch.hpp>

#include "dsp/compressor_design.h"
#include "dsp/gate_design.h"
#include "tests/engine_fixture.h"

using namespace headroom;

namespace {

constexpr int kOff = 48000, kOn = 96000;  // frames at which the feature is switched

// What channel 0 makes of `in` while `design` sets its dynamics, with the feature until kOff and from kOn on.
std::vector<float> render(const std::vector<float>& in,
                          const std::function<void(BankTargets&, bool has_feature)>& design) {
  Desk desk;
  desk.script.at(0, [&](Targets& targets) {
    patch_outputs(targets);
    patch_channel(targets, 0);
    design(targets.edit(0), true);
  });
  desk.script.at(kOff, [&](Targets& targets) { design(targets.edit(0), false); });
  desk.script.at(kOn, [&](Targets& targets) { design(targets.edit(0), true); });
  Planar planar = silence(16, static_cast<int>(in.size()));
  planar[0] = in;
  return desk.render(planar, blocks_of(64))[0];
}

// Direct current, loud or quiet second by second.
std::vector<float> seconds_of(std::initializer_list<float> levels) {
  std::vector<float> sound;
  for (const float level : levels) sound.insert(sound.end(), 48000, level);
  return sound;
}

float lowest_gain(const std::vector<float>& in, const std::vector<float>& out, size_t from) {
  float lowest = 1;
  for (size_t f = from; f < in.size(); ++f) lowest = std::min(lowest, out[f] / in[f]);
  return lowest;
}

}  // namespace

TEST_CASE("auto release switched off and on again does not release what it held a second ago") {
  const std::vector<float> in = seconds_of({1, 0.01f, 0.01f});
  const std::vector<float> out = render(in, [](BankTargets& bank, bool has_feature) {
    const CompressorSettings settings{
        .threshold_dB = -20, .attack_ms = 1, .release_ms = 50, .auto_release = has_feature};
    bank.set_compressor(0, design_compressor(settings, kTestRate));
  });
  CHECK(lowest_gain(in, out, 0) < 0.5f);
  CHECK(lowest_gain(in, out, kOn) > 0.999f);
}

TEST_CASE("an RMS detector switched off and on again does not hear what was loud a second ago") {
  const std::vector<float> in = seconds_of({1, 0.01f, 0.01f});
  const std::vector<float> out = render(in, [](BankTargets& bank, bool has_feature) {
    const CompressorSettings settings{.threshold_dB = -20,
                                      .attack_ms = 0.1,
                                      .release_ms = 50,
                                      .detector = has_feature ? Detector::rms : Detector::peak};
    bank.set_compressor(0, design_compressor(settings, kTestRate));
  });
  CHECK(lowest_gain(in, out, 0) < 0.5f);
  CHECK(lowest_gain(in, out, kOn) > 0.999f);
}

TEST_CASE("a gate that becomes an expander again in a loud passage does not start where the last quiet one left it") {
  const std::vector<float> in = seconds_of({0.001f, 0.5f, 0.5f});
  const std::vector<float> out = render(in, [](BankTargets& bank, bool has_feature) {
    const GateSettings settings{.mode = has_feature ? GateMode::expander : GateMode::gate,
                                .threshold_dB = -20,
                                .range_dB = -60,
                                .ratio = 4,
                                .attack_ms = 100,
                                .release_ms = 100};
    bank.set_gate(0, design_gate(settings, kTestRate));
  });
  CHECK(lowest_gain(in, out, 0) < 0.01f);
  CHECK(lowest_gain(in, out, kOn) > 0.99f);
}
