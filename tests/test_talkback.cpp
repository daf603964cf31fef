// Talkback: one microphone into the buses that are to hear it, and nowhere else; the talker's own speakers are turned
// down meanwhile.
#include <catch2/catch.hpp>

#include <cmath>

#include "console/show_file.h"
#include "tests/heard.h"

namespace headroom {
namespace {

constexpr int kMicrophone = 20;  // 1-based

// A desk with a microphone, and nothing else that sounds.
class Talker : public Heard {
 public:
  Talker() {
    input = kMicrophone - 1;
    set("/talk/input", std::to_string(kMicrophone));
  }
};

TEST_CASE("a new desk has no talkback: no input, and no bus hears it") {
  Heard heard;
  heard.set("/talk/on", "on");
  CHECK(heard.rig.value("/talk/input") == 0);
  for (const char* bus : {"/main", "/aux/01", "/group/1", "/matrix/1", "/monitor", "/phones"})
    CHECK(heard.gain(bus) == 0.0f);
}

TEST_CASE("talkback is heard in the buses that are to hear it, while it is on") {
  Talker talker;
  talker.set("/aux/02/talk", "on");
  talker.set("/group/1/talk", "on");
  talker.set("/matrix/1/talk", "on");
  talker.set("/group/1/main", "off");
  CHECK(talker.gain("/aux/02") == 0.0f);
  talker.set("/talk/on", "on");
  CHECK(talker.dB("/aux/02") == Approx(0).margin(0.01));
  for (const int side : {0, 1})  // a stereo bus hears it in the middle
    for (const char* bus : {"/group/1", "/matrix/1"}) CHECK(talker.dB(bus, side) == Approx(-3.01).margin(0.01));
  for (const char* bus : {"/aux/01", "/main", "/group/2", "/monitor"}) CHECK(talker.gain(bus) == 0.0f);
  talker.set("/talk/fader", "-9");
  talker.set("/talk/trim", "4");
  CHECK(talker.dB("/aux/02") == Approx(-5).margin(0.01));
  talker.set("/talk/on", "off");
  CHECK(talker.gain("/aux/02") == 0.0f);
}

TEST_CASE("talkback into a stereo aux is heard on both sides, and once") {
  Talker talker;
  talker.set("/aux/01/pair", "stereo");
  talker.set("/aux/02/talk", "on");  // either side is the pair
  talker.set("/talk/on", "on");
  CHECK(talker.dB("/aux/01") == Approx(-3.01).margin(0.01));
  CHECK(talker.dB("/aux/02") == Approx(-3.01).margin(0.01));
}

TEST_CASE("while somebody talks back, monitor and phones are dimmed, and come back") {
  Talker talker;
  talker.input = 0;
  talker.set("/ch/01/fader", "0");
  talker.set("/ch/01/pan", "L");
  for (const char* level : {"/monitor/fader", "/phones/fader"}) talker.set(level, "0");
  talker.set("/talk/dim/level", "-30");
  talker.set("/talk/on", "on");
  CHECK(talker.dB("/monitor") == Approx(-30).margin(0.01));
  CHECK(talker.dB("/phones") == Approx(-30).margin(0.01));
  CHECK(talker.dB("/main") == Approx(0).margin(0.01));  // the house hears no dim
  talker.set("/monitor/dim", "on");                     // 20 dB: the deeper of both counts
  CHECK(talker.dB("/monitor") == Approx(-30).margin(0.01));
  talker.set("/talk/on", "off");
  CHECK(talker.dB("/monitor") == Approx(-20).margin(0.01));
  CHECK(talker.gain("/phones") == 1.0f);
}

TEST_CASE("a solo neither hears the talkback nor silences it") {
  Talker talker;
  talker.set("/aux/01/talk", "on");
  talker.set("/main/talk", "on");
  talker.set("/talk/on", "on");
  talker.set("/ch/02/solo", "on");
  for (const char* mode : {"PFL", "AFL", "in place"}) {
    CAPTURE(mode);
    talker.set("/desk/solo/arm", "on");
    talker.set("/desk/solo/mode", mode);
    CHECK(talker.dB("/aux/01") == Approx(0).margin(0.01));
    CHECK(talker.dB("/main") == Approx(-3.01).margin(0.01));
    if (std::string(mode) != "in place") CHECK(talker.gain("/monitor") == 0.0f);
  }
}

TEST_CASE("talkback has a strip of its own: a microphone that is broken or boomy is dealt with there") {
  Talker talker;
  talker.set("/aux/01/talk", "on");
  talker.set("/talk/on", "on");
  talker.set("/talk/hp/on", "on");  // what it does to a constant, once it has settled
  talker.gain("/aux/01");
  talker.rig.run([](int, uint64_t) { return kInputPeak; }, 48000);
  CHECK(std::abs(talker.rig.sound_of("/aux/01").back()) < 1e-4f);
  talker.rig.run([](int at, uint64_t) { return at == kMicrophone - 1 ? NAN : 0.0f; }, 4096);
  CHECK(peak_of(talker.rig.sound_of("/aux/01"), 2400) < 1e-3f);  // behind the filter's own answer
}

TEST_CASE("an output may carry the talkback itself, while it is on") {
  Talker talker;
  talker.set("/out/05/source", "/talk");
  talker.set("/talk/fader", "-6");
  talker.gain("/main");
  CHECK(talker.rig.sound()[4].back() == 0.0f);
  talker.set("/talk/on", "on");
  talker.gain("/main");
  CHECK(20 * std::log10(talker.rig.sound()[4].back() / kInputPeak) == Approx(-6).margin(0.01));
}

TEST_CASE("whom the talkback reaches is kept in the show, and that somebody was talking is not") {
  Talker talker;
  talker.set("/aux/01/talk", "on");
  talker.set("/talk/on", "on");
  const std::string text = show_text(talker.rig.desk().show());
  CHECK(text.find("/aux/01/talk on") != std::string::npos);
  CHECK(text.find("/talk/input 20") != std::string::npos);
  CHECK(text.find("/talk/on") == std::string::npos);
  talker.set("/desk/undo", "1");
  CHECK(talker.rig.value("/talk/on") == 1);  // a hand on the button is no change to take back
}

TEST_CASE(
    "talkback that a hand held open is closed when that hand is gone, and a desk that goes on has none of its hands") {
  constexpr int kSurface = 1;
  Talker talker;
  Desk& desk = talker.rig.desk();
  Edit edit;
  edit.control = desk.table().find("/talk/on");
  edit.kind = EditKind::begin_gesture;
  desk.apply(kSurface, edit, 0);
  talker.set("/talk/on", "off");  // another hand's: not taken
  edit.kind = EditKind::set;
  edit.value = 1;
  desk.apply(kSurface, edit, 0);
  Desk successor(kSmallPlan, 48000);
  successor.succeed(desk);
  CHECK(successor.show().value(edit.control) == 0);
  REQUIRE(talker.rig.value("/talk/on") == 1);
  talker.set("/aux/01/talk", "on");
  CHECK(talker.gain("/aux/01") != 0.0f);
  desk.release(kSurface);
  CHECK(talker.rig.value("/talk/on") == 0);
  CHECK(talker.gain("/aux/01") == 0.0f);
  talker.set("/talk/on", "on");  // switched on, held by nobody: it stays
  desk.release(kSurface);
  Desk next(kSmallPlan, 48000);
  next.succeed(desk);
  CHECK(next.show().value(edit.control) == 1);
}

}  // namespace
}  // namespace headroom
