// From the show to the sound: what a control says is what comes out of the engine. Every law here is heard at an
// output.
#include <algorithm>
#include <catch2/catch.hpp>

#include <cmath>

#include "console/curve.h"
#include "console/pan.h"
#include "tests/heard.h"

namespace headroom {
namespace {

constexpr double kCentre_dB = -3.0103;  // of the constant-power law

TEST_CASE("an impulse comes out at the frame where it went in") {
  for (const int block_frames : {1, 16, 64, 441}) {
    DeskRig rig;
    REQUIRE(rig.set("/ch/01/fader", "0"));
    constexpr uint64_t kImpulse = 777;
    rig.run([](int input, uint64_t frame) { return input == 0 && frame == kImpulse ? 1.0f : 0.0f; }, 2048,
            block_frames);
    const auto& main = rig.sound_of("/main");
    for (size_t f = 0; f < main.size(); ++f) {
      if (f == kImpulse)
        CHECK(main[f] == Approx(std::sqrt(0.5)).epsilon(1e-5));
      else if (std::abs(main[f]) > 1e-6f)
        FAIL("sound at frame " << f);
    }
  }
}

TEST_CASE("a fader's number is the gain that is heard") {
  Heard heard;
  for (const char* level : {"10", "5", "0", "-6", "-20", "-60", "-89"}) {
    heard.set("/ch/01/fader", level);
    CAPTURE(level);
    CHECK(heard.dB("/main") == Approx(std::stod(level) + kCentre_dB).margin(0.01));
  }
  heard.set("/ch/01/fader", "-oo");
  CHECK(heard.gain("/main") == 0.0f);
}

TEST_CASE("the faders of channel and main add up in dB") {
  Heard heard;
  heard.set("/ch/01/fader", "-6");
  heard.set("/main/fader", "-4.5");
  CHECK(heard.dB("/main") == Approx(-10.5 + kCentre_dB).margin(0.01));
}

// Constant power, sine/cosine: -0.69 / -8.34 dB at a quarter, -3.01 dB at the centre.
TEST_CASE("a channel's pan is the constant-power law to a hundredth of a dB") {
  Heard heard;
  heard.set("/ch/01/fader", "0");
  struct Point {
    const char* pan;
    double left_dB, right_dB;
  };
  for (const Point& point :
       {Point{"C", -3.0103, -3.0103}, Point{"L50", -0.6877, -8.3432}, Point{"R50", -8.3432, -0.6877}}) {
    CAPTURE(point.pan);
    heard.set("/ch/01/pan", point.pan);
    CHECK(heard.dB("/main", 0) == Approx(point.left_dB).margin(0.01));
    CHECK(heard.dB("/main", 1) == Approx(point.right_dB).margin(0.01));
  }
  heard.set("/ch/01/pan", "L100");
  CHECK(heard.gain("/main", 0) == Approx(1.0f));
  CHECK(heard.gain("/main", 1) == 0.0f);
  heard.set("/ch/01/pan", "R100");
  CHECK(heard.gain("/main", 0) == 0.0f);
  CHECK(heard.gain("/main", 1) == Approx(1.0f));
}

TEST_CASE("wherever a channel is panned its power is the same") {
  for (int position = -100; position <= 100; ++position) {
    const PanGains gains = pan_gains(PanLaw::sine, static_cast<float>(position));
    REQUIRE(gains.left * gains.left + gains.right * gains.right == Approx(1.0f).epsilon(1e-6));
  }
}

TEST_CASE("a bus's balance turns the far side down and leaves the near side alone") {
  Heard heard;
  heard.set("/ch/01/fader", "0");
  heard.set("/main/pan", "R50");
  CHECK(heard.dB("/main", 0) == Approx(kCentre_dB - 6.0206).margin(0.01));
  CHECK(heard.dB("/main", 1) == Approx(kCentre_dB).margin(0.01));
  heard.set("/main/pan", "L100");
  CHECK(heard.dB("/main", 0) == Approx(kCentre_dB).margin(0.01));
  CHECK(heard.gain("/main", 1) == 0.0f);
}

TEST_CASE("trim and polarity stand before everything") {
  Heard heard;
  heard.set("/ch/01/fader", "0");
  heard.set("/ch/01/pan", "L100");
  heard.set("/ch/01/trim", "-12");
  CHECK(heard.dB("/main") == Approx(-12).margin(0.01));
  heard.set("/ch/01/polarity", "on");
  CHECK(heard.gain("/main") == Approx(-gain_of_dB(-12)).epsilon(1e-4));
}

TEST_CASE("a channel and its copy with the polarity turned sum to silence") {
  DeskRig rig;
  for (const char* channel : {"/ch/01", "/ch/02"}) {
    const std::string strip = channel;
    REQUIRE(rig.set(strip + "/fader", "-3.3"));
    REQUIRE(rig.set(strip + "/eq/2/gain", "6"));
    REQUIRE(rig.set(strip + "/comp/on", "on"));
  }
  REQUIRE(rig.set("/ch/02/input", "1"));
  REQUIRE(rig.set("/ch/02/polarity", "on"));
  rig.run([](int input, uint64_t frame) { return input == 0 ? std::sin(0.05f * static_cast<float>(frame)) : 0.0f; },
          4800);
  CHECK(peak_of(rig.sound_of("/main")) == 0.0f);
}

TEST_CASE("the DCAs a channel belongs to add up in dB, and one muted DCA silences it") {
  Heard heard;
  heard.set("/ch/01/fader", "-3");
  heard.set("/ch/01/dca/1", "on");
  heard.set("/dca/1/fader", "-6");
  CHECK(heard.dB("/main") == Approx(-9 + kCentre_dB).margin(0.01));
  heard.set("/ch/01/dca/2", "on");
  heard.set("/dca/2/fader", "4");
  CHECK(heard.dB("/main") == Approx(-5 + kCentre_dB).margin(0.01));
  heard.set("/dca/2/mute", "on");
  CHECK(heard.gain("/main") == 0.0f);
  heard.set("/dca/2/mute", "off");
  heard.set("/dca/1/fader", "-oo");
  CHECK(heard.gain("/main") == 0.0f);
  heard.set("/ch/01/dca/1", "off");
  CHECK(heard.dB("/main") == Approx(1 + kCentre_dB).margin(0.01));
}

TEST_CASE("a DCA moves the groups in it too") {
  Heard heard;
  heard.set("/ch/01/fader", "0");
  heard.set("/ch/01/main", "off");
  heard.set("/ch/01/group/1", "on");
  heard.set("/group/1/dca/1", "on");
  heard.set("/dca/1/fader", "-8");
  CHECK(heard.dB("/main") == Approx(-8 + kCentre_dB).margin(0.01));
}

TEST_CASE("mute silences a channel everywhere it goes") {
  Heard heard;
  heard.set("/ch/01/fader", "0");
  heard.set("/ch/01/group/1", "on");
  heard.set("/ch/01/send/01/level", "0");
  heard.set("/ch/01/send/02/level", "0");
  heard.set("/ch/01/send/02/tap", "pre-fader");
  for (const char* strip : {"/main", "/group/1", "/aux/01", "/aux/02"}) CHECK(heard.gain(strip) != 0.0f);
  heard.set("/ch/01/mute", "on");
  for (const char* strip : {"/main", "/group/1", "/aux/01", "/aux/02"}) CHECK(heard.gain(strip) == 0.0f);
}

TEST_CASE("a post-fader send follows the fader, a pre-fader send does not") {
  Heard heard;
  heard.set("/ch/01/fader", "-10");
  heard.set("/ch/01/send/01/level", "-5");
  CHECK(heard.dB("/aux/01") == Approx(-15).margin(0.01));
  heard.set("/ch/01/send/01/tap", "pre-fader");
  CHECK(heard.dB("/aux/01") == Approx(-5).margin(0.01));
  heard.set("/ch/01/fader", "-oo");
  CHECK(heard.dB("/aux/01") == Approx(-5).margin(0.01));
  heard.set("/ch/01/send/01/tap", "post-fader");
  CHECK(heard.gain("/aux/01") == 0.0f);
}

TEST_CASE("a pre-equaliser send hears neither equaliser nor compressor nor fader, but the trim") {
  Heard heard;
  heard.set("/ch/01/send/01/level", "-5");
  heard.set("/ch/01/trim", "3");
  heard.set("/ch/01/eq/1/gain", "12");  // a low shelf: 12 dB at 0 Hz
  heard.set("/ch/01/comp/on", "on");
  heard.set("/ch/01/comp/makeup", "6");
  heard.set("/ch/01/send/01/tap", "pre-equaliser");
  CHECK(heard.dB("/aux/01") == Approx(-2).margin(0.01));
  heard.set("/ch/01/mute", "on");
  CHECK(heard.gain("/aux/01") == 0.0f);
}

TEST_CASE("a post-pan send hears what the main hears - a mono aux the mean of both sides") {
  Heard heard;
  heard.set("/ch/01/fader", "-4");
  heard.set("/ch/01/pan", "L100");
  heard.set("/ch/01/send/01/level", "0");
  heard.set("/ch/01/send/01/tap", "post-pan");
  CHECK(heard.dB("/aux/01") == Approx(-4 - 6.0206).margin(0.01));
  heard.set("/ch/01/pan", "C");
  CHECK(heard.dB("/aux/01") == Approx(-4 + kCentre_dB).margin(0.01));
  heard.set("/aux/01/pair", "stereo");
  heard.set("/ch/01/pan", "L100");
  CHECK(heard.dB("/aux/01") == Approx(-4).margin(0.01));
  CHECK(heard.gain("/aux/02") == 0.0f);
}

TEST_CASE("an aux reaches the main when it is told to, at the pan law's centre") {
  Heard heard;
  heard.set("/ch/01/send/01/level", "0");
  heard.set("/ch/01/send/01/tap", "pre-fader");
  heard.set("/ch/01/main", "off");
  CHECK(heard.gain("/main") == 0.0f);
  heard.set("/aux/01/main", "on");
  heard.set("/aux/01/fader", "-2");
  CHECK(heard.dB("/main", 0) == Approx(-2 + kCentre_dB).margin(0.01));
  CHECK(heard.dB("/main", 1) == Approx(-2 + kCentre_dB).margin(0.01));
}

TEST_CASE("a channel reaches the main through its group at the group's fader") {
  Heard heard;
  heard.set("/ch/01/fader", "0");
  heard.set("/ch/01/pan", "L50");
  heard.set("/ch/01/group/2", "on");
  heard.set("/ch/01/main", "off");
  heard.set("/group/2/fader", "-7");
  CHECK(heard.dB("/main", 0) == Approx(-7 - 0.6877).margin(0.01));
  CHECK(heard.dB("/main", 1) == Approx(-7 - 8.3432).margin(0.01));
  CHECK(heard.gain("/group/1") == 0.0f);
  heard.set("/group/2/main", "off");
  CHECK(heard.gain("/main") == 0.0f);
}

TEST_CASE("a matrix hears groups, auxes and main behind their faders") {
  Heard heard;
  heard.set("/ch/01/fader", "0");
  heard.set("/ch/01/pan", "L100");
  heard.set("/main/fader", "-3");
  heard.set("/main/matrix/1", "-4");
  heard.set("/matrix/1/fader", "-5");
  CHECK(heard.dB("/matrix/1", 0) == Approx(-12).margin(0.01));
  CHECK(heard.gain("/matrix/1", 1) == 0.0f);
  CHECK(heard.gain("/matrix/2", 0) == 0.0f);
  heard.set("/main/matrix/1", "-oo");
  heard.set("/ch/01/send/01/level", "0");
  heard.set("/aux/01/matrix/1", "-1");  // a mono bus in a stereo matrix: both sides alike
  CHECK(heard.dB("/matrix/1", 0) == Approx(-6).margin(0.01));
  CHECK(heard.dB("/matrix/1", 1) == Approx(-6).margin(0.01));
}

TEST_CASE("the monitor hears the main until something is soloed") {
  Heard heard;
  heard.set("/monitor/fader", "0");
  heard.set("/ch/01/fader", "-6");
  CHECK(heard.dB("/monitor") == Approx(-6 + kCentre_dB).margin(0.01));
  heard.set("/ch/02/solo", "on");  // another channel, which is silent
  CHECK(heard.gain("/monitor") == 0.0f);
  CHECK(heard.dB("/main") == Approx(-6 + kCentre_dB).margin(0.01));  // the house hears no solo
  heard.set("/ch/02/solo", "off");
  CHECK(heard.dB("/monitor") == Approx(-6 + kCentre_dB).margin(0.01));
}

TEST_CASE("PFL hears a channel before fader, mute and pan - AFL as it stands in the mix") {
  Heard heard;
  heard.set("/monitor/fader", "0");
  heard.set("/ch/01/fader", "-20");
  heard.set("/ch/01/pan", "L100");
  heard.set("/ch/01/solo", "on");
  CHECK(heard.dB("/monitor", 0) == Approx(0).margin(0.01));
  CHECK(heard.dB("/monitor", 1) == Approx(0).margin(0.01));
  heard.set("/desk/solo/mode", "AFL");
  CHECK(heard.dB("/monitor", 0) == Approx(-20).margin(0.01));
  CHECK(heard.gain("/monitor", 1) == 0.0f);
}

TEST_CASE("soloing a DCA solos its channels") {
  Heard heard;
  heard.set("/monitor/fader", "0");
  heard.set("/ch/01/fader", "-20");
  heard.set("/ch/01/dca/1", "on");
  heard.set("/dca/1/solo", "on");
  CHECK(heard.dB("/monitor") == Approx(0).margin(0.01));
  heard.set("/dca/1/solo", "off");
  CHECK(heard.dB("/monitor") == Approx(-20 + kCentre_dB).margin(0.01));
  heard.set("/dca/1/solo", "on");
  heard.set("/ch/01/dca/1", "off");  // out of the DCA: out of the solo
  CHECK(heard.gain("/monitor") == 0.0f);
}

TEST_CASE("dim turns the monitor down by 20 dB and nothing else") {
  Heard heard;
  heard.set("/monitor/fader", "0");
  heard.set("/ch/01/fader", "0");
  heard.set("/monitor/dim", "on");
  CHECK(heard.dB("/monitor") == Approx(-20 + kCentre_dB).margin(0.01));
  CHECK(heard.dB("/main") == Approx(kCentre_dB).margin(0.01));
}

TEST_CASE("a channel hears the input it is patched to, and silence when there is none") {
  Heard heard;
  heard.set("/ch/03/fader", "0");
  CHECK(heard.gain("/main") == 0.0f);
  heard.set("/ch/03/input", "1");
  CHECK(heard.dB("/main") == Approx(kCentre_dB).margin(0.01));
  heard.set("/ch/03/input", "none");
  CHECK(heard.gain("/main") == 0.0f);
  heard.set("/ch/03/input", "1024");  // more than this desk can be patched to
  CHECK(heard.gain("/main") == 0.0f);
}

TEST_CASE("only what is touched is derived anew, and it is what deriving everything gives") {
  Heard heard;
  heard.rig.publish();
  for (const auto& [address, text] : {std::pair{"/ch/01/dca/1", "on"},
                                      {"/dca/1/fader", "-6"},
                                      {"/ch/01/fader", "-2"},
                                      {"/ch/02/solo", "on"},
                                      {"/desk/solo/mode", "AFL"},
                                      {"/dca/1/mute", "on"},
                                      {"/group/1/fader", "-5"},
                                      {"/ch/02/solo", "off"},
                                      {"/ch/01/dca/1", "off"}})
    heard.set(address, text), heard.rig.publish();
  const Targets& step_by_step = heard.rig.desk().targets();
  Derive derive(heard.rig.desk().show(), heard.rig.desk().lanes(), 48000);
  Targets at_once(heard.rig.desk().lanes().layout());
  REQUIRE(derive.update(at_once));
  for (int bank = 0; bank < at_once.layout().banks(); ++bank) {
    CAPTURE(bank);
    CHECK(at_once.bank(bank).parameters == step_by_step.bank(bank).parameters);
    CHECK(at_once.bank(bank).mix.gains == step_by_step.bank(bank).mix.gains);
    CHECK(at_once.bank(bank).source == step_by_step.bank(bank).source);
  }
}

TEST_CASE(
    "a channel's fader is news of the gains it changes: of no strip, and of no bus that hears the channel as before") {
  Heard heard;
  heard.rig.publish();
  const BankTargets& bank = heard.rig.desk().targets().bank(0);
  const BankTargets before = bank;
  heard.set("/ch/01/fader", "-6"), heard.rig.publish();
  CHECK(bank.revision > before.revision);
  CHECK(bank.strip_revision == before.strip_revision);
  size_t changed = 0;
  for (size_t bus_bank = 0; bus_bank < bank.mix.revisions.size(); ++bus_bank) {
    CAPTURE(bus_bank);
    const bool is_same =
        std::ranges::equal(bank.mix.to(static_cast<int>(bus_bank)), before.mix.to(static_cast<int>(bus_bank)));
    CHECK((bank.mix.revisions[bus_bank] == before.mix.revisions[bus_bank]) == is_same);
    changed += is_same ? 0 : 1;
  }
  CHECK(changed > 0);
  CHECK(changed < bank.mix.revisions.size());
  CHECK(bank.mix_before_equaliser.revisions == before.mix_before_equaliser.revisions);
  heard.set("/ch/01/hp/on", "on"), heard.rig.publish();
  CHECK(bank.strip_revision > before.strip_revision);
}

TEST_CASE("no fader throw makes a step larger than its ramp") {
  DeskRig rig;
  REQUIRE(rig.set("/ch/01/fader", "10"));
  REQUIRE(rig.set("/ch/01/pan", "L100"));
  const auto constant = [](int input, uint64_t) { return input == 0 ? 1.0f : 0.0f; };
  rig.run(constant, 512);
  const float top = rig.sound_of("/main").back();
  REQUIRE(rig.set("/ch/01/fader", "-oo"));
  rig.run(constant, 1024);
  const auto& main = rig.sound_of("/main");
  float before = top, largest = 0;
  for (const float sample : main) {
    largest = std::max(largest, std::abs(sample - before));
    before = sample;
  }
  CHECK(main.back() == 0.0f);
  CHECK(largest <= 1.01f * top / static_cast<float>(ramp_frames(48000)));
}

}  // namespace
}  // namespace headroom
