// Buses as the desk sets them: what the table's rows of limiter, output delay and oscillator do to the sound.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <random>
#include <utility>

#include "dsp/graphic_eq_design.h"
#include "tests/desk_rig.h"

namespace headroom {
namespace {

constexpr double kRate = 48000;
const int kLatency = limiter_latency_frames(kRate);

DeskRig::Signal tone(float peak) {
  return [peak](int input, uint64_t frame) {
    return input == 0 ? peak * static_cast<float>(std::sin(2 * M_PI * 997 * static_cast<double>(frame) / kRate)) : 0.0f;
  };
}

// A desk with channel 1 up, and what else is set.
struct Rig : DeskRig {
  explicit Rig(std::initializer_list<std::pair<const char*, const char*>> settings) : DeskRig(kSmallPlan, kRate) {
    REQUIRE(set("/ch/01/fader", "0 dB"));
    for (const auto& [address, text] : settings) {
      CAPTURE(address);
      REQUIRE(set(address, text));
    }
  }
};

int latency_of(DeskRig& rig, StripKind kind, int number = 1) {
  return rig.desk().latency_frames(rig.desk().table().strip_of(kind, number));
}

TEST_CASE("the desk's limiter holds its ceiling whatever the faders do") {
  Rig rig({{"/main/fader", "10 dB"}, {"/main/limiter/on", "on"}, {"/main/limiter/ceiling", "-6 dB"}});
  rig.run(tone(1), 9600);
  CHECK(peak_of(rig.sound_of("/main")) <= 0.5013f);
  CHECK(peak_of(rig.sound_of("/main"), 5000) > 0.48f);
}

TEST_CASE("the desk says how much later a bus is heard, and tells of it when that changes") {
  Rig rig({});
  rig.publish();
  CHECK(latency_of(rig, kMain) == 0);
  CHECK(rig.desk().take_messages().empty());
  REQUIRE(rig.set("/group/1/limiter/on", "on"));
  rig.publish();
  CHECK(latency_of(rig, kGroup) == kLatency);
  CHECK(latency_of(rig, kMain) == kLatency);  // the group is in the main
  CHECK(latency_of(rig, kGroup, 2) == 0);
  CHECK(rig.desk().take_messages() ==
        std::vector<std::string>{"Heard later than the channels now: Group 1 by 1.6 ms, Main by 1.6 ms."});
  REQUIRE(rig.set("/group/1/main", "off"));
  rig.publish();
  CHECK(latency_of(rig, kMain) == 0);
  CHECK(rig.desk().take_messages() == std::vector<std::string>{"In step with the channels again: Main."});
}

TEST_CASE("a limiter on a group leaves the mix in the main as it was, only later") {
  const auto mix_with = [](const char* limiter) {
    Rig rig({{"/ch/01/group/1", "on"}, {"/group/1/limiter/on", limiter}, {"/ch/01/pan", "L30"}});
    rig.run(tone(0.1f), 4800);
    return rig.sound_of("/main");
  };
  const auto plain = mix_with("off"), later = mix_with("on");
  const auto latency = static_cast<size_t>(kLatency);
  CHECK(peak_of(plain) > 0.05f);
  CHECK(std::equal(plain.begin(), plain.end() - kLatency, later.begin() + static_cast<std::ptrdiff_t>(latency)));
}

TEST_CASE("an output delay is typed in milliseconds or as a way, and delays the output by that") {
  Rig rig({{"/main/delay", "10 ms"}});
  Rig plain({});
  rig.run(tone(0.1f), 4800);
  plain.run(tone(0.1f), 4800);
  const auto &late = rig.sound_of("/main"), &now = plain.sound_of("/main");
  CHECK(std::equal(now.begin(), now.end() - 480, late.begin() + 480));
  CHECK(rig.set("/main/delay", "3.434 m"));
  CHECK(rig.value("/main/delay") == Approx(10).margin(0.1));
  CHECK_FALSE(rig.set("/main/delay", "1001 ms"));
}

TEST_CASE("what the graphic equaliser's sliders say is what is heard - flat or off it is not there at all") {
  const auto sound_with = [](std::initializer_list<std::pair<const char*, const char*>> settings) {
    Rig rig(settings);
    REQUIRE(rig.set("/main/osc", "on"));
    REQUIRE(rig.set("/desk/osc/on", "on"));
    rig.run(tone(0), 9600);
    return rig.sound_of("/main");
  };
  const auto level_dBFS = [](const std::vector<float>& sound) { return 20 * std::log10(peak_of(sound, 4800)); };
  const auto flat = sound_with({});
  CHECK(level_dBFS(flat) == Approx(-20).margin(0.01));
  CHECK(sound_with({{"/main/geq/on", "off"}, {"/main/geq/18", "6 dB"}}) == flat);
  for (const char* kind : {"constant Q", "proportional Q"}) {
    CAPTURE(kind);
    CHECK(level_dBFS(sound_with({{"/main/geq/18", "6 dB"}, {"/main/geq/kind", kind}})) == Approx(-14).margin(1));
    CHECK(level_dBFS(sound_with({{"/main/geq/18", "-12 dB"}, {"/main/geq/kind", kind}})) == Approx(-32).margin(1));
    CHECK(level_dBFS(sound_with({{"/main/geq/17", "6 dB"},
                                 {"/main/geq/18", "6 dB"},
                                 {"/main/geq/19", "6 dB"},
                                 {"/main/geq/kind", kind}})) == Approx(-14).margin(1));
    CHECK(level_dBFS(sound_with({{"/main/geq/28", "12 dB"}, {"/main/geq/kind", kind}})) == Approx(-20).margin(1));
  }
}

TEST_CASE("sliders thrown about while a tone plays make no click") {
  Rig rig({{"/main/osc", "on"}, {"/desk/osc/on", "on"}, {"/desk/osc/freq", "100 Hz"}});
  rig.run(tone(0), 960);
  std::mt19937 random(1);
  float last = rig.sound_of("/main").back();
  for (int move = 0; move < 60; ++move) {
    const int band = 1 + static_cast<int>(random() % kGraphicEqBands);
    REQUIRE(rig.set("/main/geq/" + std::to_string(band), std::to_string(static_cast<int>(random() % 25) - 12) + " dB"));
    REQUIRE(rig.set("/main/geq/on", random() % 4 ? "on" : "off"));
    rig.run(tone(0), 320);
    for (const float x : rig.sound_of("/main")) {
      REQUIRE(std::abs(x - std::exchange(last, x)) <
              0.012f);  // the tone's own steps are 0.0013, 0.005 with its band up
    }
  }
}

TEST_CASE("the oscillator is at -20 dBFS unless asked, on the buses it is sent to, and off in a new desk") {
  Rig rig({{"/main/osc", "on"}});
  rig.run(tone(0), 2400);
  CHECK(peak_of(rig.sound_of("/main")) == 0);
  REQUIRE(rig.set("/desk/osc/on", "on"));
  rig.run(tone(0), 4800);
  const auto level_dBFS = [&] { return 20 * std::log10(peak_of(rig.sound_of("/main"), 2400)); };
  CHECK(level_dBFS() == Approx(-20).margin(0.01));
  CHECK(peak_of(rig.sound_of("/group/1")) == 0);
  REQUIRE(rig.set("/desk/osc/level", "-6 dB"));
  rig.run(tone(0), 4800);
  CHECK(level_dBFS() == Approx(-6).margin(0.01));
  for (const char* kind : {"sweep", "pink noise", "white noise", "pulse", "sine"}) {
    CAPTURE(kind);
    REQUIRE(rig.set("/desk/osc/kind", kind));
    rig.run(tone(0), 26400);
    CHECK(peak_of(rig.sound_of("/main"), 600) > 0.3f);
  }
}

}  // namespace
}  // namespace headroom
