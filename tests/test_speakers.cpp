// The control room's sources and speakers: the two-track, and sets of speakers that take turns.
#include <catch2/catch.hpp>

#include <cmath>

#include "console/patch_notes.h"
#include "console/show_file.h"
#include "tests/heard.h"

namespace headroom {
namespace {

// The steady gain from input 1 to engine output `output`, 1-based.
float gain_at(Heard& heard, int output) {
  heard.gain("/main");
  return heard.rig.sound()[static_cast<size_t>(output - 1)].back() / kInputPeak;
}

// Channel 1 hard left at 0 dB; the monitor plays it at 0 dB on outputs 3-4.
class ControlRoom : public Heard {
 public:
  ControlRoom() {
    set("/ch/01/fader", "0");
    set("/ch/01/pan", "L");
    set("/monitor/fader", "0");
  }
};

TEST_CASE("a new desk's monitor outputs belong to no set and are always heard") {
  ControlRoom room;
  for (const char* set : {"A", "B", "C"}) {
    room.set("/monitor/speakers", set);
    CHECK(gain_at(room, 3) == 1.0f);
    CHECK(gain_at(room, 1) == 1.0f);
  }
}

TEST_CASE("the speakers of a set are heard while the monitor plays that set, each at its own trim and delay") {
  ControlRoom room;
  room.set("/out/05/source", "/monitor/left");
  room.set("/out/03/speakers", "A");
  room.set("/out/05/speakers", "B");
  room.set("/out/05/trim", "-4.5");
  room.set("/out/05/delay", "2 ms");
  CHECK(gain_at(room, 3) == 1.0f);
  CHECK(gain_at(room, 5) == 0.0f);
  room.set("/monitor/speakers", "B");
  CHECK(gain_at(room, 3) == 0.0f);
  CHECK(20 * std::log10(gain_at(room, 5)) == Approx(-4.5).margin(0.01));
  room.set("/monitor/speakers", "C");
  CHECK(gain_at(room, 3) == 0.0f);
  CHECK(gain_at(room, 5) == 0.0f);
}

TEST_CASE("speakers take turns without a click and without a hole") {
  ControlRoom room;
  room.set("/out/05/source", "/monitor/left");
  room.set("/out/03/speakers", "A");
  room.set("/out/05/speakers", "B");
  gain_at(room, 3);
  room.set("/monitor/speakers", "B");
  room.rig.run([](int at, uint64_t) { return at == 0 ? 1.0f : 0.0f; }, 512);
  const auto& a = room.rig.sound()[2];
  const auto& b = room.rig.sound()[4];
  for (size_t f = 64; f < a.size(); ++f) {
    CHECK(std::abs(a[f] - a[f - 1]) < 0.01f);
    CHECK(std::abs(a[f] + b[f] - 1) < 1e-5f);  // one goes as the other comes
  }
}

TEST_CASE("the two-track is heard by who listens to it, and by nobody else") {
  Heard heard;
  heard.input = 10;
  heard.set("/reference/input", "11");
  heard.set("/reference/input/right", "12");
  heard.set("/monitor/fader", "0");
  for (const char* bus : {"/main", "/aux/01", "/group/1", "/matrix/1", "/monitor", "/phones"})
    CHECK(heard.gain(bus) == 0.0f);
  heard.set("/monitor/source", "/reference");
  CHECK(heard.gain("/monitor", 0) == 1.0f);
  CHECK(heard.gain("/monitor", 1) == 0.0f);
  CHECK(heard.gain("/phones", 0) == 0.0f);
  heard.input = 11;
  CHECK(heard.gain("/monitor", 0) == 0.0f);
  CHECK(heard.gain("/monitor", 1) == 1.0f);
  heard.set("/reference/trim", "-12");
  CHECK(heard.dB("/monitor", 1) == Approx(-12).margin(0.01));
  heard.set("/monitor/mono", "on");
  CHECK(heard.dB("/monitor", 0) == Approx(-18.02).margin(0.01));
  heard.set("/ch/01/solo", "on");  // a solo is heard instead of it
  CHECK(heard.gain("/monitor", 1) == 0.0f);
}

TEST_CASE("a solo in place leaves the two-track to those who listen to it") {
  Heard heard;
  heard.input = 10;
  heard.set("/reference/input", "11");
  heard.set("/phones/source", "/reference");
  heard.set("/phones/fader", "0");
  heard.set("/desk/solo/arm", "on");
  heard.set("/desk/solo/mode", "in place");
  heard.set("/ch/01/solo", "on");
  CHECK(heard.gain("/phones", 0) == 1.0f);
}

TEST_CASE("speakers, two-track and talkback are kept in show files by name, and a device without their lines is told") {
  Heard heard;
  heard.set("/reference/input", "31");
  heard.set("/reference/input/right", "32");
  heard.set("/talk/input", "33");
  heard.set("/out/04/speakers", "B");
  heard.set("/monitor/speakers", "B");
  heard.set("/monitor/source", "/reference");
  const std::string text = show_text(heard.rig.desk().show());
  Heard large(DeskPlan{});
  Show on_large(large.rig.desk().table());
  const auto report = load_show_text(text, "room.show", on_large);
  REQUIRE(report);
  CHECK(report->notes.size() == 1);  // that the desks differ in size
  const Table& table = large.rig.desk().table();
  CHECK(on_large.value(table.find("/out/04/speakers")) == 2);
  CHECK(on_large.value(table.find("/monitor/speakers")) == 1);
  CHECK(on_large.value(table.find("/monitor/source")) == static_cast<float>(table.strip_of(kReference)));
  CHECK(on_large.value(table.find("/reference/input/right")) == 32);
  const auto notes = patch_notes(heard.rig.desk().show(), 8, 16);
  REQUIRE(notes.size() == 1);
  CHECK(notes[0] ==
        "The device offers 8 inputs; silent: Two-track (input 31), Two-track (input 32), Talkback (input 33).");
}

}  // namespace
}  // namespace headroom
