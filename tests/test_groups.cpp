// Strips that move together: stereo pairs, link groups, DCAs in DCAs, mute groups - and that one undo takes it all
// back.
#include <catch2/catch.hpp>

#include "console/dca.h"
#include "console/desk.h"
#include "console/pair.h"
#include "tests/heard.h"

namespace headroom {
namespace {

constexpr double kCentre_dB = -3.0103;

float value(Heard& heard, const std::string& address) { return heard.rig.value(address); }

std::string last_message(Heard& heard) {
  const auto messages = heard.rig.desk().take_messages();
  return messages.empty() ? std::string() : messages.back();
}

StripIndex strip(Heard& heard, const std::string& address) {
  return heard.rig.desk().table().find_strip(address).value();
}

// The desk as a whole, to see whether an undo brought it back.
std::string state(Heard& heard) { return show_text(heard.rig.desk().show()); }

// --- Pairs
// ------------------------------------------------------------------------------------------------------------

TEST_CASE("a pair begins with the settings of its odd side, in the middle, and one undo takes it apart") {
  Heard heard;
  heard.set("/ch/03/fader", "-6");
  heard.set("/ch/03/eq/2/gain", "4");
  heard.set("/ch/03/pan", "L");
  heard.set("/ch/04/pan", "R");
  heard.set("/ch/04/trim", "7");
  const std::string before = state(heard);
  heard.set("/ch/04/pair", "stereo");  // either side's control is the pair's
  CHECK(value(heard, "/ch/03/pair") == 1);
  CHECK(value(heard, "/ch/04/fader") == -6);
  CHECK(value(heard, "/ch/04/eq/2/gain") == 4);
  CHECK(value(heard, "/ch/03/pan") == 0);
  CHECK(value(heard, "/ch/04/trim") == 7);  // each side keeps its own microphone
  CHECK(value(heard, "/ch/04/input") == 4);
  heard.set("/desk/undo", "1");
  CHECK(state(heard) == before);
}

TEST_CASE("what one side of a pair is set to the other is too, in one undo step") {
  Heard heard;
  heard.set("/ch/01/pair", "stereo");
  for (const auto& [address, text] : {std::pair{"fader", "-3"},
                                      {"mute", "on"},
                                      {"eq/1/gain", "2"},
                                      {"gate/on", "on"},
                                      {"comp/ratio", "4:1"},
                                      {"send/01/level", "-9"},
                                      {"dca/1", "on"},
                                      {"solo", "on"}}) {
    CAPTURE(address);
    heard.set(std::string("/ch/02/") + address, text);
    CHECK(value(heard, std::string("/ch/01/") + address) == value(heard, std::string("/ch/02/") + address));
    const float reached = value(heard, std::string("/ch/02/") + address);
    heard.set("/desk/undo", "1");
    CHECK(value(heard, std::string("/ch/01/") + address) != reached);
    CHECK(value(heard, std::string("/ch/02/") + address) != reached);
    heard.set("/desk/redo", "1");
    CHECK(value(heard, std::string("/ch/01/") + address) == reached);
  }
  heard.set("/ch/02/trim", "5");
  CHECK(value(heard, "/ch/01/trim") == 0);
  heard.set("/ch/02/polarity", "on");
  CHECK(value(heard, "/ch/01/polarity") == 0);
}

TEST_CASE("a pair that is split is still heard left and right") {
  Heard heard;
  heard.set("/ch/01/pair", "stereo");
  heard.set("/ch/01/fader", "0");
  heard.set("/ch/01/pair", "mono");
  CHECK(heard.gain("/main", 0) == 1.0f);
  CHECK(heard.gain("/main", 1) == 0.0f);
  heard.set("/ch/01/fader", "-5");
  CHECK(value(heard, "/ch/02/fader") == 0);
}

TEST_CASE("the last of an odd number of channels has nobody to be paired with, and is told so") {
  Heard heard(DeskPlan{.channels = 9, .auxes = 1, .groups = 0, .matrices = 0, .dcas = 1});
  heard.set("/ch/09/pair", "stereo");
  CHECK(value(heard, "/ch/09/pair") == 0);
  CHECK(last_message(heard).find("/ch/09/pair: there is no strip behind the last one") != std::string::npos);
}

// --- Link groups
// ------------------------------------------------------------------------------------------------------

TEST_CASE("a relative link keeps the distances of its faders, whatever the ends of the travel do meanwhile") {
  Heard heard;
  const std::pair<const char*, const char*> faders[] = {{"/ch/01", "-10"}, {"/ch/03", "-20"}, {"/ch/05", "4"}};
  for (const auto& [channel, dB] : faders) {
    heard.set(std::string(channel) + "/fader", dB);
    heard.set(std::string(channel) + "/link", "2");
  }
  Edit touch;
  touch.control = heard.rig.desk().table().find("/ch/01/fader");
  touch.kind = EditKind::begin_gesture;
  heard.rig.desk().apply(0, touch, 0);
  heard.set("/ch/01/fader", "-4");
  CHECK(value(heard, "/ch/03/fader") == -14);
  CHECK(value(heard, "/ch/05/fader") == 10);
  heard.set("/ch/01/fader", "5");
  CHECK(value(heard, "/ch/03/fader") == -5);
  CHECK(value(heard, "/ch/05/fader") == 10);  // at the end of its travel
  heard.set("/ch/01/fader", "-11");
  CHECK(value(heard, "/ch/03/fader") == -21);
  CHECK(value(heard, "/ch/05/fader") == 3);  // and back where the hand wants it
  touch.kind = EditKind::end_gesture;
  heard.rig.desk().apply(0, touch, 0);
  heard.set("/desk/undo", "1");
  CHECK(value(heard, "/ch/01/fader") == -10);
  CHECK(value(heard, "/ch/03/fader") == -20);
  CHECK(value(heard, "/ch/05/fader") == 4);
}

TEST_CASE("what a hand still moves is not undone under it: its link stays whole, and so does the gesture") {
  constexpr int kSurface = 1;
  Heard heard;
  Desk& desk = heard.rig.desk();
  const ControlId fader = desk.table().find("/ch/01/fader");
  const auto hand = [&](EditKind kind, float value = 0) {
    Edit edit;
    edit.control = fader;
    edit.kind = kind;
    edit.value = value;
    desk.apply(kSurface, edit, 0);
  };
  for (const char* channel : {"/ch/01", "/ch/02"}) heard.set(std::string(channel) + "/fader", "-6");
  for (const char* channel : {"/ch/01", "/ch/02"}) heard.set(std::string(channel) + "/link", "2");
  hand(EditKind::begin_gesture);
  hand(EditKind::set, -16);
  const uint64_t refused = desk.edits_refused();
  heard.set("/desk/undo", "1");
  CHECK(value(heard, "/ch/01/fader") == -16);
  CHECK(value(heard, "/ch/02/fader") == -16);
  CHECK(desk.edits_refused() == refused + 1);
  CHECK(last_message(heard).find("/ch/01/fader is still in the hand that moves it") != std::string::npos);
  hand(EditKind::set, -20);
  CHECK(value(heard, "/ch/02/fader") == -20);
  Desk successor(kSmallPlan, 48000);
  successor.succeed(desk);  // on which another client may have the place of the one that held
  hand(EditKind::end_gesture);
  heard.set("/desk/undo", "1");
  CHECK(value(heard, "/ch/01/fader") == -6);
  CHECK(value(heard, "/ch/02/fader") == -6);

  Edit edit;
  edit.control = fader;
  edit.value = -30;
  constexpr uint64_t kLater_ns = 60'000'000'000;
  successor.apply(kSurface, edit, kLater_ns);
  edit.control = desk.table().find("/desk/undo");
  edit.value = 1;
  successor.apply(kSurface, edit, kLater_ns);
  CHECK(successor.show().value(fader) == -20);
}

TEST_CASE("an absolute link makes its strips alike, in the parts that are linked and no others") {
  Heard heard;
  heard.set("/desk/link/1/mode", "absolute");
  heard.set("/desk/link/1/eq", "on");
  for (const char* channel : {"/ch/01", "/ch/04", "/group/1"}) heard.set(std::string(channel) + "/link", "1");
  heard.set("/ch/01/fader", "-8");
  heard.set("/ch/01/mute", "on");
  heard.set("/ch/01/eq/3/gain", "5");
  heard.set("/ch/01/comp/on", "on");
  heard.set("/ch/01/trim", "3");
  for (const char* follower : {"/ch/04", "/group/1"}) {
    const std::string address = follower;
    CHECK(value(heard, address + "/fader") == -8);
    CHECK(value(heard, address + "/mute") == 1);
    CHECK(value(heard, address + "/eq/3/gain") == 5);
    CHECK(value(heard, address + "/comp/on") == 0);
  }
  CHECK(value(heard, "/ch/04/trim") == 0);
  CHECK(value(heard, "/ch/05/fader") == kOff_dB);
  heard.set("/desk/link/1/fader", "off");
  heard.set("/ch/01/fader", "0");
  CHECK(value(heard, "/ch/04/fader") == -8);
}

TEST_CASE("a relative link keeps the ratio of frequencies") {
  Heard heard;
  heard.set("/desk/link/1/eq", "on");
  for (const char* channel : {"/ch/01", "/ch/02"}) heard.set(std::string(channel) + "/link", "1");
  heard.set("/desk/link/1/mode", "absolute");
  heard.set("/ch/01/eq/2/freq", "100");
  heard.set("/ch/02/link", "none");
  heard.set("/ch/02/eq/2/freq", "300");
  heard.set("/ch/02/link", "1");
  heard.set("/desk/link/1/mode", "relative");
  Edit next;
  next.control = heard.rig.desk().table().find("/ch/01/eq/2/freq");
  next.value = 200;
  heard.rig.desk().apply(0, next, 10'000'000'000);
  CHECK(value(heard, "/ch/02/eq/2/freq") == Approx(600));
}

TEST_CASE("a recall sets every fader itself: links do not follow it") {
  Heard heard;
  for (const char* channel : {"/ch/01", "/ch/02"}) heard.set(std::string(channel) + "/link", "1");
  Edit recall;
  recall.kind = EditKind::begin_gesture;
  heard.rig.desk().apply(0, recall, 0);
  heard.set("/ch/01/fader", "-6");
  heard.set("/ch/02/fader", "-9");
  CHECK(value(heard, "/ch/01/fader") == -6);
  CHECK(value(heard, "/ch/02/fader") == -9);
}

TEST_CASE("a follower in somebody's hand stays there") {
  Heard heard;
  heard.set("/ch/01/pair", "stereo");
  Edit touch;
  touch.control = heard.rig.desk().table().find("/ch/02/fader");
  touch.kind = EditKind::begin_gesture;
  heard.rig.desk().apply(7, touch, 0);
  heard.set("/ch/01/fader", "-6");
  CHECK(value(heard, "/ch/01/fader") == -6);
  CHECK(value(heard, "/ch/02/fader") == kOff_dB);
}

// --- DCAs and mute groups
// ---------------------------------------------------------------------------------------------

TEST_CASE("a DCA in a DCA adds up in dB, and counts once however many ways lead to it") {
  Heard heard(DeskPlan{.channels = 8, .auxes = 2, .groups = 1, .matrices = 1, .dcas = 4});
  heard.set("/ch/01/fader", "-1");
  heard.set("/ch/01/dca/1", "on");
  heard.set("/dca/1/dca/3", "on");
  heard.set("/dca/1/fader", "-2");
  heard.set("/dca/3/fader", "-4");
  CHECK(heard.dB("/main") == Approx(-7 + kCentre_dB).margin(0.01));
  heard.set("/ch/01/dca/2", "on");
  heard.set("/dca/2/dca/3", "on");
  CHECK(heard.dB("/main") == Approx(-7 + kCentre_dB).margin(0.01));
  heard.set("/dca/3/dca/4", "on");
  heard.set("/dca/4/fader", "-8");
  CHECK(heard.dB("/main") == Approx(-15 + kCentre_dB).margin(0.01));
  heard.set("/dca/4/mute", "on");
  CHECK(heard.gain("/main") == 0.0f);
}

TEST_CASE("DCAs move matrices and the main too") {
  Heard heard;
  heard.set("/ch/01/fader", "0");
  heard.set("/main/matrix/1", "0");
  heard.set("/main/dca/1", "on");
  heard.set("/matrix/1/dca/2", "on");
  heard.set("/dca/1/fader", "-3");
  heard.set("/dca/2/fader", "-5");
  CHECK(heard.dB("/main") == Approx(-3 + kCentre_dB).margin(0.01));
  CHECK(heard.dB("/matrix/1") == Approx(-8 + kCentre_dB).margin(0.01));
}

TEST_CASE("DCAs that would move themselves in a circle are refused, by hand and from a file") {
  Heard heard(DeskPlan{.channels = 8, .auxes = 0, .groups = 0, .matrices = 0, .dcas = 3});
  heard.set("/dca/1/dca/2", "on");
  heard.set("/dca/2/dca/3", "on");
  for (const char* circle : {"/dca/3/dca/1", "/dca/2/dca/1", "/dca/1/dca/1"}) {
    CAPTURE(circle);
    heard.set(circle, "on");
    CHECK(value(heard, circle) == 0);
    CHECK(last_message(heard).find("it would move itself in a circle") != std::string::npos);
  }
  Show show(heard.rig.desk().table());
  const auto report = load_show_text(state(heard) + "/dca/3/dca/1 on\n", "circle.show", show);
  REQUIRE(report);
  REQUIRE(report->notes.size() == 1);
  CHECK(report->notes[0].find("circle") != std::string::npos);
  CHECK(show.value(show.table().find("/dca/3/dca/1")) == 0);
}

TEST_CASE("a mute group mutes its members everywhere, and is not their own mute") {
  Heard heard;
  heard.set("/ch/01/fader", "0");
  heard.set("/ch/01/send/01/level", "0");
  heard.set("/ch/01/send/01/tap", "pre-fader");
  heard.set("/ch/01/mutegroup/3", "on");
  heard.set("/ch/01/mutegroup/8", "on");
  heard.set("/mutegroup/3/mute", "on");
  CHECK(heard.gain("/main") == 0.0f);
  CHECK(heard.gain("/aux/01") == 0.0f);
  CHECK(value(heard, "/ch/01/mute") == 0);
  const MutedBy muted = muted_by(heard.rig.desk().show(), strip(heard, "/ch/01"));
  CHECK(muted.group);
  CHECK_FALSE(muted.itself);
  CHECK_FALSE(muted.dca);
  heard.set("/mutegroup/8/mute", "on");
  heard.set("/mutegroup/3/mute", "off");
  CHECK(heard.gain("/main") == 0.0f);
  heard.set("/mutegroup/8/mute", "off");
  CHECK(heard.dB("/main") == Approx(kCentre_dB).margin(0.01));
}

TEST_CASE("a mute group with a DCA in it mutes the DCA's members") {
  Heard heard;
  heard.set("/ch/01/fader", "0");
  heard.set("/ch/01/dca/1", "on");
  heard.set("/dca/1/mutegroup/1", "on");
  CHECK(heard.gain("/main") != 0.0f);
  heard.set("/mutegroup/1/mute", "on");
  CHECK(heard.gain("/main") == 0.0f);
  CHECK(muted_by(heard.rig.desk().show(), strip(heard, "/ch/01")).dca);
}

TEST_CASE("a mute-safe strip hears no group's mute, only its own") {
  Heard heard;
  heard.set("/ch/01/fader", "0");
  heard.set("/ch/01/mutegroup/1", "on");
  heard.set("/ch/01/dca/1", "on");
  heard.set("/ch/01/mute/safe", "on");
  heard.set("/mutegroup/1/mute", "on");
  heard.set("/dca/1/mute", "on");
  CHECK(heard.dB("/main") == Approx(kCentre_dB).margin(0.01));
  heard.set("/ch/01/mute", "on");
  CHECK(heard.gain("/main") == 0.0f);
}

TEST_CASE("a spill shows a DCA's members in the order of the desk") {
  Heard heard;
  for (const char* member : {"/aux/01/dca/2", "/ch/05/dca/2", "/ch/02/dca/2", "/dca/1/dca/2", "/ch/03/dca/1"})
    heard.set(member, "on");
  const std::vector<StripIndex> expected{strip(heard, "/ch/02"), strip(heard, "/ch/05"), strip(heard, "/aux/01"),
                                         strip(heard, "/dca/1")};
  CHECK(members_of(heard.rig.desk().show(), strip(heard, "/dca/2")) == expected);
  heard.set("/group/1/mutegroup/4", "on");
  CHECK(members_of(heard.rig.desk().show(), strip(heard, "/mutegroup/4")) ==
        std::vector<StripIndex>{strip(heard, "/group/1")});
}

}  // namespace
}  // namespace headroom
