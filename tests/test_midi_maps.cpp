// Plain MIDI controllers: any message on any control, as a text map says; what a map gets wrong is told.
#include <catch2/catch.hpp>
#include <string>

#include "console/curve.h"
#include "io/atomic_file.h"
#include "surfaces/midi/built_in_files.h"
#include "surfaces/midi/midi_map.h"
#include "surfaces/midi/port_names.h"
#include "surfaces/midi/surface_choice.h"
#include "tests/mcu_rig.h"
#include "tests/temporary_folder.h"

namespace headroom {
namespace {

MidiMap map_of(const std::string& text) {
  MidiMapText read = parse_midi_map(text, "box.map");
  INFO((read.notes.empty() ? "" : read.notes.front()));
  REQUIRE(read.notes.empty());
  return read.map;
}

// A controller with this map, connected, with nothing left to say.
struct MappedRig : SurfaceRig {
  MappedRig(const std::string& name, const MidiMap& map) : SurfaceRig(name, map) {
    driver().connect();
    run(100);
    take();
  }
};

std::string complaint_about(const std::string& text) {
  const auto read = parse_midi_map(text, "box.map");
  return read.notes.empty() ? "" : read.notes.front();
}

}  // namespace

TEST_CASE("a box is known by what of its port's name stays when it is plugged in anew") {
  CHECK(lasting_name({"X-Touch:X-Touch MIDI 1 24:0", "X-Touch:X-Touch MIDI 1 24:0"}) == "X-Touch:X-Touch MIDI 1");
  CHECK(lasting_name({"system:midi_capture_3", "system:midi_capture_3 X-Touch:midi/playback_1"}) ==
        "X-Touch:midi/playback_1");
  CHECK(lasting_name({"Oddbox:out", "Oddbox:out"}) == "Oddbox:out");
  CHECK(lasting_name({"Box 12:in 3", "Box 12:in 3"}) == "Box 12:in 3");
}

TEST_CASE("a programme that a map binds to a scene recalls it, every time it comes") {
  MappedRig rig("programmes", map_of("program/1/0 /scene/001/recall\nprogram/1/1 /scene/002/recall\n"));
  const ControlId fader = rig.desk().table().find("/ch/01/fader");
  const auto apply = [&](const char* address, float value) {
    Edit edit;
    edit.control = rig.desk().table().find(address);
    edit.value = value;
    rig.desk().apply(kConsoleItself, edit, 0);
  };
  apply("/ch/01/fader", -10);
  apply("/scene/001/store", 1);
  apply("/ch/01/fader", -20);
  apply("/scene/002/store", 1);
  for (const int programme : {0, 0, 1, 0}) {
    apply("/ch/01/fader", -30);
    rig.say({0xC0, static_cast<uint8_t>(programme)});
    CHECK(rig.show().value(fader) == (programme == 0 ? -10 : -20));
  }
}

TEST_CASE("seven bits, fourteen bits, parameters, notes, bend, pressure and programmes reach their controls") {
  const MidiMap map = map_of(
      "cc/1/20 /ch/01/fader jump\ncc14/2/7 /ch/02/fader jump\nnrpn/3/300 /ch/03/fader jump\n"
      "nrpn14/4/16382 /ch/04/fader jump\nbend/5 /ch/05/fader jump\npressure/6 /ch/06/fader jump\n"
      "note/7/60 /ch/07/mute\nprogram/8/5 /ch/08/mute\n");
  MappedRig rig("kinds", map);
  rig.say({0xB0, 20, 64});
  const auto position = [&](const char* address) {
    const ControlId id = rig.desk().table().find(address);
    return position_of(rig.desk().table().row(id), rig.show().value(id));
  };
  CHECK(position("/ch/01/fader") == Approx(64 / 127.0).margin(1e-4));
  rig.say({0xB1, 7, 64, 39, 100});
  CHECK(position("/ch/02/fader") == Approx((64 * 128 + 100) / 16383.0).margin(1e-5));
  rig.say({0xB1, 39, 101});
  CHECK(position("/ch/02/fader") == Approx((64 * 128 + 101) / 16383.0).margin(1e-5));
  rig.say({0xB2, 99, 2, 98, 44, 6, 32});
  CHECK(position("/ch/03/fader") == Approx(32 / 127.0).margin(1e-4));
  rig.say({0xB3, 99, 127, 98, 126, 6, 64, 38, 1});
  CHECK(position("/ch/04/fader") == Approx((64 * 128 + 1) / 16383.0).margin(1e-5));
  rig.say({0xE4, 0x00, 0x40});
  CHECK(position("/ch/05/fader") == Approx(8192 / 16383.0).margin(1e-5));
  rig.say({0xD5, 127});
  CHECK(rig.value("/ch/06/fader") == 10);
  rig.say({0x96, 60, 100, 0x86, 60, 0});
  CHECK(rig.value("/ch/07/mute") == 1);
  rig.say({0x96, 60, 100, 60, 0});
  CHECK(rig.value("/ch/07/mute") == 0);
  for (const float on : {1.0f, 0.0f}) {
    rig.say({0xC7, 5});
    CHECK(rig.value("/ch/08/mute") == on);
  }
  rig.say({0xC7, 6, 0xB8, 20, 1, 0x95, 60, 1});  // other numbers and channels mean nothing
  CHECK(rig.value("/ch/08/mute") == 0);
  CHECK(rig.value("/ch/07/mute") == 0);
}

TEST_CASE("pick-up: nothing moves until the control has passed the value, and again after another hand") {
  const MidiMap map = map_of("cc/1/1 /ch/01/fader\n");
  MappedRig rig("pickup", map);
  rig.turn("/ch/01/fader", 0);  // 0.75 of the travel: 95.25
  for (const int value : {10, 50, 80}) rig.say({0xB0, 1, static_cast<uint8_t>(value)});
  CHECK(rig.value("/ch/01/fader") == 0);
  rig.say({0xB0, 1, 100});
  CHECK(rig.value("/ch/01/fader") == Approx(1.5).margin(0.05));
  rig.say({0xB0, 1, 64});
  CHECK(rig.value("/ch/01/fader") == Approx(-9.84).margin(0.05));
  rig.run(400);
  rig.turn("/ch/01/fader", -60);
  rig.say({0xB0, 1, 66});
  CHECK(rig.value("/ch/01/fader") == -60);
  rig.say({0xB0, 1, 5});
  CHECK(rig.value("/ch/01/fader") < -60);
}

TEST_CASE("scale: control and value move together at once and meet at the ends") {
  const MidiMap map = map_of("cc/1/1 /ch/01/pan scale\n");
  MappedRig rig("scale", map);
  rig.turn("/ch/01/pan", 0);
  rig.say({0xB0, 1, 100});  // where it is: nothing moves yet
  CHECK(rig.value("/ch/01/pan") == 0);
  rig.say({0xB0, 1, 50});  // half of the way down: the value goes half of its way down
  CHECK(rig.value("/ch/01/pan") == Approx(-50));
  rig.say({0xB0, 1, 0});
  CHECK(rig.value("/ch/01/pan") == -100);
  rig.say({0xB0, 1, 127});
  CHECK(rig.value("/ch/01/pan") == 100);
}

TEST_CASE("jump: the value goes where the control is, held as one gesture until the hand has rested") {
  const MidiMap map = map_of("cc/1/1 /ch/01/pan jump\n");
  MappedRig rig("jump", map);
  for (const uint8_t value : std::initializer_list<uint8_t>{0, 30, 127}) rig.say({0xB0, 1, value});
  CHECK(rig.value("/ch/01/pan") == 100);
  CHECK(rig.holder("/ch/01/pan") == rig.link().slot());
  rig.run(350);
  CHECK(rig.holder("/ch/01/pan") == -1);
  rig.turn("/desk/undo", 1);
  CHECK(rig.value("/ch/01/pan") == 0);
}

TEST_CASE("ticks of all encodings turn the way the hand turns") {
  const MidiMap map = map_of(
      "cc/1/1 /ch/01/pan relative=two\ncc/1/2 /ch/02/pan relative=offset\ncc/1/3 /ch/03/pan relative=sign\n"
      "cc/1/4 /ch/04/pan relative=sign invert\n");
  MappedRig rig("ticks", map);
  rig.say({0xB0, 1, 3, 2, 67, 3, 3, 4, 67});
  for (const char* address : {"/ch/01/pan", "/ch/02/pan", "/ch/03/pan", "/ch/04/pan"}) CHECK(rig.value(address) == 6);
  rig.run(400);
  rig.say({0xB0, 1, 124, 2, 60, 3, 68, 4, 4});
  for (const char* address : {"/ch/01/pan", "/ch/02/pan", "/ch/03/pan", "/ch/04/pan"}) CHECK(rig.value(address) == 0);
}

TEST_CASE("a range keeps a control inside it, inverted it goes the other way, in typed values") {
  const MidiMap map = map_of(
      "cc/1/1 /ch/01/eq/1/freq range=100..1k jump\ncc/1/2 /ch/01/comp/threshold range=-40dB..-10dB invert jump\n");
  MappedRig rig("range", map);
  rig.say({0xB0, 1, 0, 2, 0});
  CHECK(rig.value("/ch/01/eq/1/freq") == Approx(100).epsilon(1e-4));
  CHECK(rig.value("/ch/01/comp/threshold") == Approx(-10));
  rig.say({0xB0, 1, 127, 2, 127});
  CHECK(rig.value("/ch/01/eq/1/freq") == Approx(1000).epsilon(1e-4));
  CHECK(rig.value("/ch/01/comp/threshold") == Approx(-40));
}

TEST_CASE("a press turns over, sets, or holds for as long as it lasts, and a held one goes off with the box") {
  const MidiMap map = map_of(
      "note/1/1 /ch/01/mute\ncc/1/2 /ch/02/mute\nnote/1/3 /monitor/dim momentary\nnote/1/4 /main/fader set=-10dB\n"
      "note/1/5 /desk/solo/mode\nnote/1/6 /desk/solo/clear\ncc/1/7 /ch/01/fader button\n");
  MappedRig rig("press", map);
  rig.say({0x90, 1, 127, 1, 0});
  CHECK(rig.value("/ch/01/mute") == 1);
  rig.say({0xB0, 2, 127, 2, 100, 2, 0});
  CHECK(rig.value("/ch/02/mute") == 1);
  rig.say({0x90, 3, 127});
  CHECK(rig.value("/monitor/dim") == 1);
  rig.say({0x90, 3, 0});
  CHECK(rig.value("/monitor/dim") == 0);
  rig.say({0x90, 4, 127});
  CHECK(rig.value("/main/fader") == -10);
  rig.say({0x90, 5, 127});
  CHECK(rig.value("/desk/solo/mode") == 1);
  rig.turn("/ch/03/solo", 1);
  rig.say({0x90, 6, 127});
  CHECK(rig.value("/ch/03/solo") == 0);
  rig.turn("/ch/01/fader", -5);
  rig.say({0xB0, 7, 127, 7, 0});
  CHECK(rig.value("/ch/01/fader") == kOff_dB);  // its default
  rig.say({0x90, 3, 127});
  rig.driver().disconnect(rig.now_ns());
  rig.say({});
  CHECK(rig.value("/monitor/dim") == 0);
  rig.say({0x90, 3, 127});
  rig.lose_console();
  rig.bring_console_back();
  REQUIRE(rig.value("/monitor/dim") == 1);
  rig.say({0x90, 3, 0});  // its successor hears that it is let go
  CHECK(rig.value("/monitor/dim") == 0);
}

TEST_CASE(
    "feedback: the box is sent what it should show, only differences, never against the hand, in full when it "
    "returns") {
  const MidiMap map = map_of(
      "cc/1/1 /ch/01/fader feedback\nnote/1/8 /ch/01/mute feedback=note/1/0 lit=1\nbend/9 /main/fader feedback\n"
      "cc14/1/10 /ch/02/fader feedback\n");
  SurfaceRig rig("feedback", map);
  rig.turn("/ch/01/fader", 0);
  rig.driver().connect();
  rig.run(1);
  CHECK(rig.take() == MidiMessages{{0xB0, 1, 95}, {0x90, 0, 0}, {0xE8, 0x7F, 0x5F}, {0xB0, 10, 0}, {0xB0, 42, 0}});
  rig.run(500);
  CHECK(rig.take().empty());
  rig.say({0x90, 8, 127, 8, 0});
  rig.run(30);
  CHECK(rig.take() == MidiMessages{{0x90, 0, 1}});
  rig.say({0xB0, 1, 64});
  rig.run(200);
  CHECK(rig.take().empty());  // the hand is there
  rig.run(200);
  CHECK(rig.take() == MidiMessages{{0xB0, 1, 64}});  // once it has gone
  for (int ms = 0; ms < 1000; ++ms) {
    rig.turn("/main/fader", -20 + 0.02f * static_cast<float>(ms));
    rig.run(1);
  }
  CHECK(rig.take().size() <= 51);
  rig.driver().connect();
  rig.run(1);
  CHECK(rig.take().size() == 5);
  CHECK(rig.driver().is_in_step());
  rig.outlet().room = 0;
  rig.turn("/ch/01/fader", -30);
  rig.run(30);
  CHECK(!rig.driver().is_in_step());
}

TEST_CASE("everything a box with a map shows is sent again within ten seconds, and no more than that") {
  const MidiMap map = map_of(
      "cc/1/1 /ch/01/fader feedback\nnote/1/8 /ch/01/mute feedback=note/1/0 lit=1\ncc14/1/10 /ch/02/fader feedback\n"
      "cc/1/2 /ch/03/fader\n");
  SurfaceRig rig("refresh", map);
  rig.driver().connect();
  rig.run(1);
  rig.take();
  rig.run(static_cast<int>(kRefresh_ns / kMillisecond_ns));
  const MidiMessages sent = rig.take();
  for (const Bytes& message : {Bytes{0xB0, 1, 0}, Bytes{0x90, 0, 0}, Bytes{0xB0, 10, 0}, Bytes{0xB0, 42, 0}})
    CHECK(has(sent, message));
  CHECK(sent.size() <= 8);
}

TEST_CASE("a button that turns over by itself: the desk does as it says, and stays so when the box goes") {
  const MidiMap map = map_of("cc/1/65 /ch/01/mute latching feedback\nnote/1/3 /monitor/dim latching invert\n");
  SurfaceRig rig("latching", map);
  rig.say({0xB0, 65, 127});
  CHECK(rig.value("/ch/01/mute") == 1);
  rig.turn("/ch/01/mute", 0);
  rig.run(30);
  CHECK(rig.take().back() == Bytes{0xB0, 65, 0});  // its lamp, and with it what it will say next
  rig.say({0xB0, 65, 127});
  CHECK(rig.value("/ch/01/mute") == 1);
  rig.driver().disconnect(rig.now_ns());
  rig.say({});
  CHECK(rig.value("/ch/01/mute") == 1);
  rig.say({0x90, 3, 0});
  CHECK(rig.value("/monitor/dim") == 1);
}

TEST_CASE("a button's lamp is told after every press and release: boxes light their buttons by themselves") {
  SurfaceRig rig("own_lamp", map_of("cc/1/20 /ch/01/mute button feedback\n"));
  rig.say({0xB0, 20, 127});
  rig.run(30);
  CHECK(rig.take().back() == Bytes{0xB0, 20, 127});
  rig.say({0xB0, 20, 0});  // released: the box has put its lamp out
  rig.run(30);
  CHECK(rig.take() == MidiMessages{{0xB0, 20, 127}});
}

TEST_CASE("a map says the same when it is read back") {
  for (const char* line :
       {"cc/1/16 /ch/01/pan", "cc14/16/31 /main/fader jump", "nrpn14/2/16383 /ch/01/fader scale",
        "note/10/127 /ch/01/mute feedback=note/10/5 lit=3", "cc/1/65 /ch/01/mute latching feedback",
        "bend/9 /main/fader feedback", "bend/9 /main/fader pickup feedback",
        "cc/3/4 /ch/01/eq/1/freq relative=sign range=100..1k invert", "cc/1/2 /monitor/dim button momentary",
        "program/4/99 /main/fader set=-10dB", "pressure/1 /ch/02/fader"}) {
    CAPTURE(line);
    const MidiMap map = map_of(line);
    REQUIRE(map.lines.size() == 1);
    const MidiMap again = map_of(line_text(map.lines[0]));
    CHECK(line_text(again.lines[0]) == line_text(map.lines[0]));
    CHECK(again.lines[0].control == map.lines[0].control);
    CHECK(again.lines[0].pick_up == map.lines[0].pick_up);
    CHECK(again.lines[0].feedback == map.lines[0].feedback);
  }
}

TEST_CASE("a bad line costs that line, and says what would be right") {
  CHECK(complaint_about("cc/17/1 /main/fader").starts_with("box.map:1: a line begins with"));
  CHECK(complaint_about("cc14/1/32 /main/fader").starts_with("box.map:1: a line begins with"));
  CHECK(complaint_about("bend/1/2 /main/fader").starts_with("box.map:1: a line begins with"));
  CHECK(complaint_about("cc/1/1 main") == "box.map:1: behind the message stands an address of the desk.");
  CHECK(complaint_about("cc/1/1 /main/fader relative=three") == "box.map:1: `relative=` takes two, offset or sign.");
  CHECK(complaint_about("cc/1/1 /main/fader range=1") == "box.map:1: `range=` takes LOW..HIGH.");
  CHECK(complaint_about("cc/1/1 /main/fader loud") == "box.map:1: no option is called \"loud\".");
  const auto read = parse_midi_map("name Box\nport Box 1\ncc/1/1 /a b\nnote/1/1 /main/mute\n", "box.map");
  CHECK(read.notes.size() == 1);
  CHECK(read.map.lines.size() == 1);
}

TEST_CASE("conflicts are said: one message twice, halves that are heard whole, values the desk cannot take") {
  const SurfaceRig rig("conflicts");
  const Table& table = rig.show().table();
  const auto first_of = [&](const std::string& text) {
    const auto said = conflicts_of(map_of(text), table);
    return said.empty() ? "" : said.front();
  };
  CHECK(first_of("cc/1/1 /ch/01/fader\ncc/2/1 /ch/02/fader\n").empty());
  CHECK(first_of("cc/1/1 /ch/01/fader\ncc/1/1 /ch/02/fader\n") ==
        "cc/1/1: moves /ch/02/fader, and cc/1/1 moves /ch/01/fader by the same message.");
  CHECK(!first_of("cc14/1/7 /ch/01/fader\ncc/1/39 /ch/02/fader\n").empty());
  CHECK(!first_of("nrpn/1/7 /ch/01/fader\ncc/1/6 /ch/02/fader\n").empty());
  CHECK(first_of("cc/1/1 /ch/99/fader\n") == "cc/1/1: this desk has no control /ch/99/fader.");
  CHECK(!first_of("cc/1/1 /ch/01/fader range=0..99\n").empty());
  CHECK(!first_of("cc/1/1 /ch/01/name\n").empty());
  CHECK(!first_of("cc/1/1 /ch/01/pan relative=two range=L..C\n").empty());
}

TEST_CASE("the maps that are built in read whole, know their boxes, and have no conflict on a desk") {
  const SurfaceRig rig("built_in");
  int maps = 0;
  for (const BuiltInFile& file : built_in_surface_files()) {
    if (!file.name.ends_with(".map")) continue;
    const auto read = parse_midi_map(file.text, file.name);
    CAPTURE(file.name);
    CHECK(read.notes.empty());
    CHECK(conflicts_of(read.map, rig.show().table()).empty());
    REQUIRE(!read.map.ports.empty());
    CHECK(map_named(read.map.ports.front() + " MIDI 1", built_in_maps())->name == read.map.name);
    ++maps;
  }
  CHECK(maps == 6);
  CHECK(!map_named("Some Keyboard", built_in_maps()));
}

TEST_CASE("a box in plain MIDI mode gets its map where the settings say so, and own maps come before those built in") {
  const TemporaryFolder folder;
  SurfaceSettings settings;
  CHECK(choose_surface("X-TOUCH MINI", settings).device);
  CHECK(choose_surface("nanoKONTROL2 MIDI 1", settings).map->name == "Korg nanoKONTROL2");
  CHECK(!choose_surface("Some Keyboard", settings).map);
  REQUIRE(write_whole_file(folder.file("surfaces"), "plain X-Touch Mini\nkey f1 flip\nkey f2 fly\n"));
  REQUIRE(write_whole_file(folder.file("mine.map"), "name Mine\nport nanoKONTROL2\ncc/1/0 /main/fader\ncc/1/1\n"));
  const auto notes = read_surface_settings(folder.file("surfaces"), folder.path(), settings);
  CHECK(notes.size() == 2);
  CHECK(settings.plan.keys[54].deed == KeyDeed::flip);
  const SurfaceRig rig("settings");
  CHECK(misfits_of(settings, rig.show().table()).empty());
  CHECK(choose_surface("X-TOUCH MINI", settings).map->name == "Behringer X-Touch Mini");
  CHECK(choose_surface("X-TOUCH COMPACT", settings).device);
  CHECK(choose_surface("nanoKONTROL2 MIDI 1", settings).map->name == "Mine");
  CHECK(read_surface_settings(folder.file("not_there"), folder.file("nor_this"), settings).empty());
}

TEST_CASE("the messages of the published charts move what the box's print says") {
  for (const MidiMap& map : built_in_maps()) {
    MappedRig rig("chart", map);
    rig.turn("/ch/08/fader", 0);
    if (map.name == "Korg nanoKONTROL2") {
      rig.say({0xB0, 55, 127});  // mute of the eighth column
      CHECK(rig.value("/ch/08/mute") == 1);
    } else if (map.name == "Akai MIDImix") {
      rig.say({0x90, 22, 127});
      CHECK(rig.value("/ch/08/mute") == 1);
      rig.say({0xB0, 47, 90, 47, 127});  // the eighth fader, through 0 dB
      CHECK(rig.value("/ch/08/fader") == 10);
    } else if (map.name == "Novation Launch Control XL") {
      rig.say({0x98, 60, 127});
      CHECK(rig.value("/ch/08/mute") == 1);
      rig.run(30);
      CHECK(has(rig.take(), {0x98, 60, 15}));
    } else if (map.name == "Behringer BCR2000") {
      rig.say({0xB0, 72, 127});  // the eighth of the upper buttons turns over by itself
      CHECK(rig.value("/ch/08/mute") == 1);
      rig.say({0xB0, 72, 0});
      CHECK(rig.value("/ch/08/mute") == 0);
      rig.say({0xB0, 104, 127});  // the last encoder of the lowest row
      CHECK(rig.value("/ch/08/fader") == 10);
      rig.run(30);
      CHECK(has(rig.take(), {0xB0, 72, 0}));
    } else {
      const bool is_mini = map.name == "Behringer X-Touch Mini";
      const auto channel = static_cast<uint8_t>(is_mini ? 10 : 0);
      rig.say({static_cast<uint8_t>(0xB0 | channel), 9, 127});
      if (is_mini) rig.say({static_cast<uint8_t>(0xB0 | channel), 9, 20});
      CHECK(rig.value("/main/fader") != 0);
    }
  }
}

}  // namespace headroom
