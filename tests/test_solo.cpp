// Solo and monitor: what is heard in the control room and in the house when something is soloed, and the checks an
// engineer makes of speakers. Also that deriving stays small on a large desk.
#include <catch2/catch.hpp>

#include <algorithm>

#include "console/solo.h"
#include "tests/heard.h"

namespace headroom {
namespace {

constexpr double kCentre_dB = -3.0103;

// Channel 1 on the main, in group 1 and on aux 1, which is an effect that returns to the main; channel 2 likewise. The
// tests choose whose sound is heard by `input`.
class SoloHeard : public Heard {
 public:
  SoloHeard() {
    for (const std::string channel : {"/ch/01", "/ch/02"}) {
      set(channel + "/fader", "0");
      set(channel + "/send/01/level", "-10");
      set(channel + "/send/02/level", "-12");
    }
    set("/aux/01/main", "on");
    set("/monitor/fader", "0");
  }
  float gain_of_channel(int channel, const std::string& bus) {
    input = channel - 1;
    return gain(bus);
  }
  double dB_of_channel(int channel, const std::string& bus) {
    return 20 * std::log10(std::abs(gain_of_channel(channel, bus)));
  }
  void solo_in_place() {
    set("/desk/solo/arm", "on");
    set("/desk/solo/mode", "in place");
  }
};

TEST_CASE("solo in place mutes everything else in the house, and an undo brings it back") {
  SoloHeard heard;
  heard.solo_in_place();
  const float all = heard.gain_of_channel(2, "/main");
  heard.set("/ch/01/solo", "on");
  CHECK(heard.gain_of_channel(2, "/main") == 0.0f);
  CHECK(heard.gain_of_channel(1, "/main") == Approx(all));
  CHECK(heard.gain_of_channel(1, "/monitor") == Approx(all));  // the control room hears the house
  heard.set("/desk/undo", "1");
  CHECK(heard.gain_of_channel(2, "/main") == Approx(all));
}

TEST_CASE("solo in place does nothing to the house until it is armed, and ends when it is disarmed") {
  SoloHeard heard;
  const float all = heard.gain_of_channel(2, "/main");
  heard.set("/desk/solo/mode", "in place");
  heard.set("/ch/01/solo", "on");
  CHECK(heard.gain_of_channel(2, "/main") == all);
  CHECK(heard.dB_of_channel(1, "/monitor") == Approx(kCentre_dB).margin(0.01));  // AFL meanwhile
  CHECK(heard.gain_of_channel(2, "/monitor") == 0.0f);
  heard.set("/desk/solo/arm", "on");
  CHECK(heard.gain_of_channel(2, "/main") == 0.0f);
  heard.set("/desk/solo/arm", "off");
  CHECK(heard.gain_of_channel(2, "/main") == all);
}

TEST_CASE("a channel soloed in place keeps the effects it feeds, without the others' share of them") {
  SoloHeard heard;
  heard.solo_in_place();
  heard.set("/ch/01/main", "off");  // the effect alone is left of channel 1
  heard.set("/ch/01/solo", "on");
  CHECK(heard.dB_of_channel(1, "/main") == Approx(-10 + kCentre_dB).margin(0.01));
  CHECK(heard.gain_of_channel(2, "/main") == 0.0f);
}

TEST_CASE("a channel soloed in place is heard through its group") {
  SoloHeard heard;
  heard.solo_in_place();
  for (const std::string channel : {"/ch/01", "/ch/02"}) {
    heard.set(channel + "/main", "off");
    heard.set(channel + "/send/01/level", "-oo");
    heard.set(channel + "/group/1", "on");
  }
  heard.set("/ch/01/solo", "on");
  CHECK(heard.dB_of_channel(1, "/main") == Approx(kCentre_dB).margin(0.01));
  CHECK(heard.gain_of_channel(2, "/main") == 0.0f);
}

TEST_CASE("a bus soloed in place is heard with the channels that feed it, and without their direct sound") {
  SoloHeard heard;
  heard.solo_in_place();
  heard.set("/aux/01/solo", "on");
  for (const int channel : {1, 2})
    CHECK(heard.dB_of_channel(channel, "/main") == Approx(-10 + kCentre_dB).margin(0.01));
}

TEST_CASE("solo in place leaves the stage its mixes") {
  SoloHeard heard;
  heard.solo_in_place();
  heard.set("/ch/01/solo", "on");
  CHECK(heard.dB_of_channel(2, "/aux/02") == Approx(-12).margin(0.01));  // a wedge
  CHECK(heard.gain_of_channel(2, "/aux/01") == 0.0f);                    // an effect of the house
}

TEST_CASE("what is solo safe is not muted by a solo in place") {
  SoloHeard heard;
  heard.solo_in_place();
  heard.set("/ch/02/solo/safe", "on");
  heard.set("/ch/01/solo", "on");
  CHECK(heard.gain_of_channel(2, "/main") != 0.0f);
}

TEST_CASE("while something is soloed in place, a fader moves its own bank's gains and no others") {
  Heard heard(DeskPlan{});
  heard.set("/desk/solo/arm", "on");
  heard.set("/desk/solo/mode", "in place");
  heard.set("/ch/01/solo", "on");
  Desk& desk = heard.rig.desk();
  desk.update_targets();
  const auto revision_of = [&](const char* address) {
    return desk.targets().bank(desk.lanes().of(*desk.table().find_strip(address)).bank).revision;
  };
  const uint64_t own = revision_of("/ch/01"), other = revision_of("/ch/33");
  heard.set("/ch/02/fader", "-3");
  desk.update_targets();
  CHECK(revision_of("/ch/01") > own);
  CHECK(revision_of("/ch/33") == other);
  heard.set("/ch/02/solo", "on");
  desk.update_targets();
  CHECK(revision_of("/ch/33") > other);
}

TEST_CASE("while something is soloed in place, routing follows the hand") {
  SoloHeard heard;
  heard.solo_in_place();
  heard.set("/ch/01/main", "off");
  heard.set("/ch/01/send/01/level", "-oo");
  heard.set("/ch/01/solo", "on");
  CHECK(heard.gain_of_channel(1, "/main") == 0.0f);
  heard.set("/ch/01/send/01/level", "-3");
  CHECK(heard.dB_of_channel(1, "/main") == Approx(-3 + kCentre_dB).margin(0.01));
}

TEST_CASE("an exclusive solo ends the others, as one step - added solos stay") {
  Heard heard;
  for (const char* solo : {"/ch/01/solo", "/group/1/solo", "/dca/1/solo"}) heard.set(solo, "on");
  CHECK(heard.rig.value("/ch/01/solo") == 1);
  heard.set("/desk/solo/exclusive", "on");
  heard.set("/ch/04/solo", "on");
  for (const char* solo : {"/ch/01/solo", "/group/1/solo", "/dca/1/solo"}) CHECK(heard.rig.value(solo) == 0);
  CHECK(heard.rig.value("/ch/04/solo") == 1);
  heard.set("/desk/undo", "1");
  for (const char* solo : {"/ch/01/solo", "/group/1/solo", "/dca/1/solo"}) CHECK(heard.rig.value(solo) == 1);
  CHECK(heard.rig.value("/ch/04/solo") == 0);
}

TEST_CASE("an exclusive solo of a pair solos both its sides") {
  Heard heard;
  heard.set("/ch/01/pair", "stereo");
  heard.set("/desk/solo/exclusive", "on");
  heard.set("/ch/05/solo", "on");
  heard.set("/ch/02/solo", "on");
  CHECK(heard.rig.value("/ch/01/solo") == 1);
  CHECK(heard.rig.value("/ch/02/solo") == 1);
  CHECK(heard.rig.value("/ch/05/solo") == 0);
}

TEST_CASE("soloing a DCA of DCAs solos all that is in them") {
  Heard heard;
  heard.set("/monitor/fader", "0");
  heard.set("/ch/01/dca/1", "on");
  heard.set("/dca/1/dca/2", "on");
  heard.set("/dca/2/solo", "on");
  CHECK(heard.gain("/monitor") == 1.0f);
}

// --- Monitor
// ----------------------------------------------------------------------------------------------------------

// Input 1 on the left of the main, at 0 dB; input 2 on the right.
class MonitorHeard : public Heard {
 public:
  MonitorHeard() {
    set("/monitor/fader", "0");
    set("/ch/01/fader", "0");
    set("/ch/02/fader", "0");
    set("/ch/01/pan", "L");
    set("/ch/02/pan", "R");
  }
  // The four gains from left and right of the main to the left and right speaker.
  void check(float left_left, float right_left, float left_right, float right_right) {
    input = 0;
    CHECK(gain("/monitor", 0) == left_left);
    CHECK(gain("/monitor", 1) == left_right);
    input = 1;
    CHECK(gain("/monitor", 0) == right_left);
    CHECK(gain("/monitor", 1) == right_right);
  }
};

TEST_CASE("a monitor without checks passes its source bit-exact") {
  MonitorHeard heard;
  heard.check(1, 0, 0, 1);
}

TEST_CASE("mono is the mean of both sides in both speakers, and in one speaker when that is checked alone") {
  MonitorHeard heard;
  heard.set("/monitor/mono", "on");
  heard.check(0.5f, 0.5f, 0.5f, 0.5f);
  heard.set("/monitor/check", "left only");
  heard.check(0.5f, 0.5f, 0, 0);
  heard.set("/monitor/check", "right only");
  heard.check(0, 0, 0.5f, 0.5f);
}

TEST_CASE("each speaker is checked with its own side, or with what the sides differ in") {
  MonitorHeard heard;
  heard.set("/monitor/check", "left only");
  heard.check(1, 0, 0, 0);
  heard.set("/monitor/check", "right only");
  heard.check(0, 0, 0, 1);
  heard.set("/monitor/check", "left - right");
  heard.check(0.5f, -0.5f, 0.5f, -0.5f);
}

TEST_CASE("sides are swapped and the right one's polarity is turned") {
  MonitorHeard heard;
  heard.set("/monitor/swap", "on");
  heard.check(0, 1, 1, 0);
  heard.set("/monitor/swap", "off");
  heard.set("/monitor/polarity", "on");
  heard.check(1, 0, 0, -1);
}

TEST_CASE("the monitor's checks hold for what is soloed too") {
  MonitorHeard heard;
  heard.set("/desk/solo/mode", "AFL");
  heard.set("/ch/01/solo", "on");
  heard.set("/monitor/swap", "on");
  heard.check(0, 0, 1, 0);
}

TEST_CASE("the monitor listens to any bus, named by its address - a solo comes before it") {
  MonitorHeard heard;
  heard.set("/ch/01/send/02/level", "-6");
  heard.set("/monitor/source", "/aux/02");
  CHECK(heard.dB("/monitor", 0) == Approx(-6).margin(0.01));
  CHECK(heard.dB("/monitor", 1) == Approx(-6).margin(0.01));
  heard.set("/ch/02/solo", "on");
  CHECK(heard.gain("/monitor", 0) == 0.0f);
  heard.set("/ch/02/solo", "off");
  heard.set("/main/matrix/1", "-3");
  heard.set("/monitor/source", "/matrix/1");
  CHECK(heard.dB("/monitor", 0) == Approx(-3).margin(0.01));
  CHECK(heard.gain("/monitor", 1) == 0.0f);
}

TEST_CASE("a monitor cannot listen to what carries no sound, and says so") {
  MonitorHeard heard;
  for (const char* silent : {"/dca/1", "/desk", "/monitor"}) {
    heard.set("/monitor/source", silent);
    CHECK(heard.rig.desk().take_messages().back().find("carries no sound") != std::string::npos);
  }
  heard.check(1, 0, 0, 1);
  CHECK_FALSE(heard.rig.set("/monitor/source", "/aux/77"));
}

TEST_CASE("dim turns the monitor down by its amount") {
  MonitorHeard heard;
  heard.set("/monitor/dim", "on");
  heard.set("/monitor/dim/level", "-12");
  CHECK(heard.dB("/monitor") == Approx(-12).margin(0.01));
}

TEST_CASE("the headphones are a monitor of their own") {
  MonitorHeard heard;
  heard.set("/phones/fader", "-5");
  heard.set("/phones/solo", "off");  // theirs is to stay with the main
  heard.set("/monitor/dim", "on");
  heard.set("/ch/02/solo", "on");
  CHECK(heard.gain("/monitor", 0) == 0.0f);
  CHECK(heard.dB("/phones", 0) == Approx(-5).margin(0.01));
  CHECK(heard.gain("/phones", 1) == 0.0f);
}

// --- A large desk
// -----------------------------------------------------------------------------------------------------

TEST_CASE("on a desk of 512 channels a fader derives the eight channels of its bank and no more") {
  Heard heard(DeskPlan{.channels = 512, .auxes = 16, .groups = 8, .matrices = 8, .dcas = 8});
  heard.rig.publish();
  const Targets& targets = heard.rig.desk().targets();
  const auto touched = [&](const std::string& address, const std::string& text) {
    const uint64_t before = targets.revision();
    heard.set(address, text);
    heard.rig.publish();
    int banks = 0;
    for (int bank = 0; bank < targets.layout().banks(); ++bank) banks += targets.bank(bank).revision > before;
    return banks;
  };
  CHECK(touched("/ch/300/fader", "-6") == 1);
  CHECK(touched("/ch/300/eq/2/gain", "3") == 1);
  CHECK(touched("/aux/09/fader", "-6") == 1);
  CHECK(touched("/ch/300/solo", "on") == 3);  // its own bank, and the main's two, which leave the monitor
  CHECK(touched("/ch/020/solo", "on") == 1);
  CHECK(touched("/monitor/fader", "-3") == 2);  // around and above
  CHECK(touched("/ch/001/dca/1", "on") == 1);
  CHECK(touched("/ch/511/dca/1", "on") == 1);
  CHECK(touched("/dca/1/fader", "-3") == 2);
  CHECK(touched("/ch/100/mutegroup/1", "on") == 1);
  CHECK(touched("/mutegroup/1/mute", "on") == 1);
}

TEST_CASE("whatever is set, deriving step by step gives what deriving everything at once gives") {
  Heard heard;
  heard.rig.publish();
  const std::pair<const char*, const char*> steps[] = {{"/ch/01/pair", "stereo"},
                                                       {"/ch/01/width", "150"},
                                                       {"/aux/01/pair", "stereo"},
                                                       {"/ch/03/send/01/level", "-3"},
                                                       {"/ch/03/send/01/pan", "L20"},
                                                       {"/desk/pan/law", "-4.5 dB"},
                                                       {"/aux/02/follow", "on"},
                                                       {"/ch/03/fader", "-1"},
                                                       {"/ch/04/dca/1", "on"},
                                                       {"/dca/1/dca/2", "on"},
                                                       {"/dca/2/fader", "-5"},
                                                       {"/ch/05/mutegroup/2", "on"},
                                                       {"/ch/05/fader", "0"},
                                                       {"/mutegroup/2/mute", "on"},
                                                       {"/desk/solo/arm", "on"},
                                                       {"/ch/03/solo", "on"},
                                                       {"/desk/solo/mode", "in place"},
                                                       {"/ch/05/solo/safe", "on"},
                                                       {"/ch/03/group/1", "on"},
                                                       {"/aux/01/main", "on"},
                                                       {"/ch/03/solo", "off"},
                                                       {"/monitor/source", "/aux/01"},
                                                       {"/phones/mono", "on"},
                                                       {"/monitor/polarity", "on"},
                                                       {"/dca/2/solo", "on"},
                                                       {"/desk/solo/mode", "AFL"},
                                                       {"/dca/1/dca/2", "off"},
                                                       {"/phones/solo", "off"},
                                                       {"/dca/2/solo", "off"},
                                                       {"/ch/01/pair", "mid/side"},
                                                       {"/ch/02/matrix/1", "-3"},
                                                       {"/aux/02/pair", "mono"},
                                                       {"/talk/input", "3"},
                                                       {"/aux/01/talk", "on"},
                                                       {"/talk/on", "on"},
                                                       {"/monitor/dim", "on"},
                                                       {"/talk/dim/level", "-40"},
                                                       {"/aux/01/pair", "mono"},
                                                       {"/talk/fader", "-3"},
                                                       {"/talk/on", "off"},
                                                       {"/reference/input", "2"},
                                                       {"/monitor/source", "/reference"},
                                                       {"/out/05/source", "/ch/03"},
                                                       {"/ch/03/direct/tap", "post-fader"},
                                                       {"/dca/1/fader", "-2"},
                                                       {"/ch/03/mute", "on"},
                                                       {"/out/03/speakers", "B"},
                                                       {"/monitor/speakers", "C"},
                                                       {"/out/05/delay", "3 ms"},
                                                       {"/out/05/polarity", "on"}};
  for (const auto& [address, text] : steps) {
    CAPTURE(address, text);
    heard.set(address, text);
    heard.rig.publish();
    Derive derive(heard.rig.desk().show(), heard.rig.desk().lanes(), 48000);
    Targets at_once(heard.rig.desk().lanes().layout());
    REQUIRE(derive.update(at_once));
    bool is_same = true;
    for (int bank = 0; bank < at_once.layout().banks(); ++bank) {
      const BankTargets& stepped = heard.rig.desk().targets().bank(bank);
      is_same = is_same && at_once.bank(bank).parameters == stepped.parameters &&
                at_once.bank(bank).mix.gains == stepped.mix.gains;
      is_same = is_same && at_once.bank(bank).source == stepped.source;
    }
    is_same = is_same && std::ranges::equal(at_once.outputs(), heard.rig.desk().targets().outputs());
    CHECK(is_same);
  }
}

}  // namespace
}  // namespace headroom
