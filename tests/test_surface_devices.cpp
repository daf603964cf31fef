// Boxes as text files of capabilities: what the reference says a box has is what is sent to it, and nothing else.
#include <catch2/catch.hpp>
#include <string>

#include "surfaces/midi/built_in_files.h"
#include "surfaces/midi/line_doubts.h"
#include "surfaces/midi/surface_row.h"
#include "tests/mcu_rig.h"

namespace headroom {
namespace {

SurfaceDevice device_of(const std::string& text) {
  const auto device = parse_surface_device(text, "box.surface");
  INFO(device.error());
  REQUIRE(device);
  return *device;
}

std::string complaint_about(const std::string& text) { return parse_surface_device(text, "box.surface").error(); }

}  // namespace

TEST_CASE("every box of the reference's table is known by its port's name, with what the table says it has") {
  struct Box {
    const char* port;
    int strips;
    bool main_fader, touch, text;
    SurfaceColors colors;
    bool time, assignment;
    SurfaceMeters meters;
    bool jog;
  };
  constexpr auto kNone = SurfaceColors::none;
  const Box kBoxes[] = {
      {"Mackie Control", 8, true, true, true, kNone, true, true, SurfaceMeters::display, true},
      {"MCU Pro USB 3", 8, true, true, true, kNone, true, true, SurfaceMeters::display, true},
      {"MCU XT", 8, false, true, true, kNone, false, false, SurfaceMeters::display, false},
      {"X-Touch", 8, true, true, true, SurfaceColors::eight, true, true, SurfaceMeters::bars, true},
      {"X-Touch-Ext", 8, false, true, true, SurfaceColors::eight, false, false, SurfaceMeters::bars, false},
      {"X-Touch One", 1, false, true, true, SurfaceColors::eight, true, true, SurfaceMeters::bars, true},
      {"X-TOUCH COMPACT", 8, true, true, false, kNone, false, false, SurfaceMeters::none, false},
      {"X-TOUCH MINI", 8, true, false, false, kNone, false, false, SurfaceMeters::none, false},
      {"BCF2000 MIDI 1", 8, false, false, false, kNone, false, true, SurfaceMeters::none, true},
      {"SSL UF8", 8, false, true, true, kNone, true, true, SurfaceMeters::none, false},
      {"SSL UF1", 1, false, true, true, kNone, true, true, SurfaceMeters::none, false},
      {"iCON QCon Pro G2", 8, true, true, true, kNone, true, false, SurfaceMeters::bars, true},
      {"iCON P1-M", 8, true, true, true, SurfaceColors::rgb, true, false, SurfaceMeters::bars, true},
  };
  for (const Box& box : kBoxes) {
    CAPTURE(box.port);
    const auto device = surface_named(box.port);
    REQUIRE(device);
    CHECK(device->strips() == box.strips);
    CHECK(device->main_fader == box.main_fader);
    CHECK(device->touch == box.touch);
    CHECK((device->characters > 0) == box.text);
    CHECK(device->colors == box.colors);
    CHECK(device->time_digits == box.time);
    CHECK(device->assignment_digits == box.assignment);
    CHECK(device->meters == box.meters);
    CHECK(device->jog == box.jog);
  }
}

TEST_CASE("a keyboard is no surface, nor is the second port of an X-Touch") {
  CHECK(!surface_named("Some Keyboard"));
  CHECK(!surface_named("X-Touch:X-Touch X-TOUCH_EXT 24:1"));
  CHECK(surface_named("X-Touch:X-Touch X-TOUCH_INT 24:0"));
}

TEST_CASE("every device file that is built in says what it means") {
  int files = 0;
  for (const BuiltInFile& file : built_in_surface_files()) {
    if (!file.name.ends_with(".surface")) continue;
    const auto device = parse_surface_device(file.text, file.name);
    INFO(device.error());
    REQUIRE(device);
    CHECK(!device->ports.empty());
    CHECK(surface_named(device->ports.front())->name == device->name);
    ++files;
  }
  CHECK(files == 15);
}

TEST_CASE("a bad line of a device file is named with its place and what would be right") {
  CHECK(complaint_about("faders 8\nfaders nine\n") == "box.surface:2: \"faders\" takes a number 0 to 8.");
  CHECK(complaint_about("touch maybe") == "box.surface:1: \"touch\" takes yes or no.");
  CHECK(complaint_about("# a remark\n\nmeters loud") == "box.surface:3: \"meters\" takes one of: none, bars, display.");
  CHECK(complaint_about("motor yes") == "box.surface:1: \"motor\" is no word of a device.");
  CHECK(complaint_about("id 05") == "box.surface:1: \"id\" takes 10, 11, 14 or 15.");
  CHECK(complaint_about("keys 12-200") == "box.surface:1: \"keys\" takes notes 0 to 127 and ranges of them.");
  const std::string rising = "\"law\" takes a level in dB and its position 0 to 16383, both rising from line to line.";
  CHECK(complaint_about("law -10 8000\nlaw -20 9000") == "box.surface:2: " + rising);
  CHECK(complaint_about("law nan 8000") == "box.surface:1: " + rising);
  CHECK(complaint_about("law 0 12000") == "box.surface: a law needs two points at least.");
  CHECK(complaint_about("faders 0\npots 0\nmain_fader no") ==
        "box.surface: a box without faders and pots is no surface.");
}

TEST_CASE("a remark may stand behind a value, and blanks do not matter") {
  const SurfaceDevice device = device_of("name  Box #5\t# the fifth\n  port\tBox five  \r\nfaders 4");
  CHECK(device.name == "Box");
  CHECK(device.ports == std::vector<std::string>{"Box five"});
  CHECK(device.faders == 4);
}

TEST_CASE("a fader is sent only positions its box tells apart: sixteen steps for ten bits, 128 for seven") {
  for (const auto& [port, step] : {std::pair{"Mackie Control", 16}, std::pair{"X-Touch Compact", 128}}) {
    PaintedRig rig("steps", *surface_named(port));
    CAPTURE(port);
    std::vector<Bytes> last;
    for (int i = 0; i < 200; ++i) {
      rig.turn("/ch/01/fader", -30 + 0.01f * static_cast<float>(i));
      rig.run(21);
      for (const Bytes& message : of_status(rig.take(), 0xE0)) {
        CHECK((message[1] | message[2] << 7) % step == 0);
        last.push_back(message);
      }
    }
    CHECK(std::adjacent_find(last.begin(), last.end()) == last.end());
    // 2 dB between -30 and -28 dB are 409.6 positions of the law.
    CHECK(last.size() == Approx(409.6 / step).margin(1));
  }
}

TEST_CASE("the Compact rounds (value + 15) >> 7: every position it is sent becomes the step that was meant") {
  const SurfaceDevice compact = *surface_named("X-Touch Compact");
  const SurfaceRig rig("compact_round");
  const ControlRow& row = rig.show().table().row(rig.show().table().find("/ch/01/fader"));
  for (const LawPoint& point : kLaw) {
    const int sent = position_of_value(row, point.dB, compact);
    CHECK(std::min(127, (sent + 15) >> 7) == std::min(127, static_cast<int>(std::lround(point.position / 128.0))));
  }
}

TEST_CASE("a box with a law of its own is driven to what is printed beside its faders") {
  // The table one X-Touch bridge uses (reference, section 2).
  const std::string kPrinted =
      "port printed\nlaw -60 492\nlaw -30 3852\nlaw -10 8437\nlaw 0 12912\nlaw 8 16380\ntop 16380\n";
  PaintedRig rig("own_law", device_of(kPrinted));
  for (const auto& [level_dB, position] :
       {std::pair{-60.0f, 492}, {-30.0f, 3852}, {-10.0f, 8437}, {0.0f, 12912}, {8.0f, 16380}}) {
    CAPTURE(level_dB);
    rig.turn("/ch/01/fader", level_dB);
    rig.run(40);
    CHECK(of_status(rig.take(), 0xE0) == MidiMessages{fader_message(0, position)});
    rig.say(touch(1));
    rig.say(fader_message(1, position));
    CHECK(rig.value("/ch/02/fader") == Approx(level_dB).margin(0.001));
    rig.say(release(1));
    rig.run(150);
    rig.take();
  }
  rig.say(touch(1));
  rig.say(fader_message(1, 100));
  CHECK(rig.value("/ch/02/fader") == kOff_dB);
}

TEST_CASE("a box is sent nothing for what it does not have") {
  struct Silence {
    const char* port;
    int faders, rings, lights, texts, digits, overloads;
  };
  // Lights: 32 of strips, then the keys; 96 is what a full box has (notes 0-31, 40-101 less none, and three lamps).
  for (const Silence& box : {Silence{"X-Touch Mini", 1, 8, 18, 0, 0, 0}, Silence{"X-Touch-Ext", 8, 8, 32, 2, 0, 8},
                             Silence{"X-Touch Compact", 9, 8, 97, 0, 0, 0}, Silence{"BCF2000", 8, 8, 97, 0, 2, 0},
                             Silence{"SSL UF8", 8, 8, 97, 2, 12, 0}, Silence{"QCon", 9, 8, 97, 2, 10, 8},
                             Silence{"X-Touch One", 1, 1, 97, 2, 12, 8}}) {
    CAPTURE(box.port);
    SurfaceRig rig("silence", *surface_named(box.port));
    rig.driver().connect();
    rig.run(1);
    int faders = 0, rings = 0, lights = 0, texts = 0, digits = 0, overloads = 0;
    for (const Bytes& message : rig.take()) {
      const int status = message[0];
      faders += (status & 0xF0) == 0xE0;
      lights += status == 0x90;
      rings += status == 0xB0 && message[1] >= 0x30 && message[1] < 0x38;
      digits += status == 0xB0 && message[1] >= 0x40;
      overloads += status == 0xD0;
      texts += status == 0xF0 && message[5] == 0x12;
    }
    CHECK(faders == box.faders);
    CHECK(rings == box.rings);
    CHECK(lights == box.lights);
    CHECK(texts == box.texts);
    CHECK(digits == box.digits);
    CHECK(overloads == box.overloads);
  }
}

TEST_CASE(
    "a box whose meters share the display is told to draw them upright, and its text is sent again when it listens") {
  SurfaceRig rig("display_meters", *surface_named("Mackie Control"));
  rig.driver().connect();
  rig.run(1);
  const MidiMessages sent = rig.take();
  CHECK(count(sent, {0xF0, 0x00, 0x00, 0x66, 0x14, 0x21, 0x01, 0xF7}) == 1);
  for (uint8_t strip = 0; strip < 8; ++strip)
    CHECK(count(sent, {0xF0, 0x00, 0x00, 0x66, 0x14, 0x20, strip, 0x07, 0xF7}) == 1);
  const Bytes names = text_message(0x00, "Ch 1   Ch 2   Ch 3   Ch 4   Ch 5   Ch 6   Ch 7   Ch 8   ");
  CHECK(has(sent, names));
  rig.say(note(0x18, 0x7F));  // it has a voice: no further greeting
  rig.run(650);
  CHECK(!has(rig.take(), names));
  rig.run(100);
  CHECK(count(rig.take(), names) == 1);
}

TEST_CASE("an X-Touch shows seven characters of a name, a Mackie Control six and a gap") {
  for (const auto& [port, shown] : {std::pair{"X-Touch", "OverhdL"}, std::pair{"QCon", "OvrhdL "}}) {
    PaintedRig rig("seven", *surface_named(port));
    const ControlId name = rig.desk().table().find("/ch/02/name");
    REQUIRE(rig.link().set_text(name, "Overhead L"));
    rig.say({});
    rig.run(60);
    CHECK(has(rig.take(), text_message(0x07, shown)));
  }
}

TEST_CASE("iCON's strips take red, green and blue, and its main has two meters") {
  PaintedRig rig("icon", *surface_named("P1-M"));
  rig.turn("/ch/02/color", 1);  // red
  rig.run(200);
  Bytes colors = {0xF0, 0x00, 0x02, 0x4E, 0x16, 0x14};
  for (int strip = 0; strip < 8; ++strip)
    for (const int part : {0x7F, strip == 1 ? 0 : 0x7F, strip == 1 ? 0 : 0x7F})
      colors.push_back(static_cast<uint8_t>(part));
  colors.push_back(0xF7);
  CHECK(rig.take().back() == colors);

  const StripLanes& main = rig.desk().lanes().of(rig.desk().table().strip_of(kMain));
  MeterLook look = meters_at(rig, 0, 0);
  look.banks[static_cast<size_t>(main.bank)].peak[static_cast<size_t>(main.lane)] = 0.33f;      // -9.6 dBFS
  look.banks[static_cast<size_t>(main.bank)].peak[static_cast<size_t>(main.lane + 1)] = 0.12f;  // -18.4 dBFS
  rig.run(50, &look);
  CHECK(of_status(rig.take(), 0xD1) == MidiMessages{{0xD1, 0x07}, {0xD1, 0x15}});
}

TEST_CASE("a box of one strip follows the selection, and its channel keys move it") {
  PaintedRig rig("follows", *surface_named("X-Touch One"));
  const StripIndex fifth = rig.desk().table().strip_of(kChannel, 5);
  rig.turn("/desk/selected", static_cast<float>(fifth));
  rig.turn("/ch/05/fader", -10);
  rig.run(60);
  MidiMessages sent = rig.take();
  CHECK(has(sent, fader_message(0, 8192)));
  CHECK(has(sent, text_message(0x00, "Ch 5   ")));
  rig.say(touch(0));
  rig.say(fader_message(0, 12288));
  CHECK(rig.value("/ch/05/fader") == Approx(0).margin(0.01));
  rig.say(note(0x31, 0x7F));  // channel right, while the hand is still there
  CHECK(rig.value("/desk/selected") == fifth + 1);
  rig.say(fader_message(0, 6144));
  CHECK(rig.value("/ch/06/fader") == kOff_dB);
  rig.say(release(0));
  rig.run(60);
  CHECK(of_status(rig.take(), 0xE0) == MidiMessages{fader_message(0, 0)});
}

TEST_CASE("boxes stand side by side as their owner says, however they were plugged in") {
  const SurfaceDevice main = *surface_named("X-Touch"), extender = *surface_named("X-Touch-Ext"),
                      one = *surface_named("X-Touch One");
  const std::vector<std::string> extender_first = {"X-Touch-Ext", "X-Touch"}, no_wish;
  const RowBox kMain{"X-Touch MIDI 1", &main}, kExtender{"X-Touch-Ext MIDI 1", &extender}, kOne{"X-Touch One", &one};
  const RowBox second_extender{"X-Touch-Ext MIDI 2", &extender};

  SurfaceRow row = row_of(std::vector{kExtender, kMain}, no_wish);
  CHECK(row.offsets == std::vector{8, 0});
  CHECK(row.width == 16);
  row = row_of(std::vector{kMain, kExtender}, extender_first);
  CHECK(row.offsets == std::vector{8, 0});
  row = row_of(std::vector{second_extender, kMain, kExtender}, extender_first);
  CHECK(row.offsets == std::vector{8, 16, 0});
  CHECK(row.width == 24);
  row = row_of(std::vector{kOne, kMain}, no_wish);
  CHECK(row.width == 8);
  CHECK(row.offsets == std::vector{8, 0});
  CHECK(row_of({}, no_wish).width == 8);
}

TEST_CASE(
    "a line on which a box says nothing is opened anew three times, and as often again once the box has been away") {
  LineDoubts doubts;
  for (int visit = 0; visit < 2; ++visit) {
    CAPTURE(visit);
    for (int line = 0; line < 3; ++line) {
      CHECK(doubts.is_worth_another("X-Touch:midi_out"));
      doubts.open_anew("X-Touch:midi_out");
      doubts.keep_only([](const std::string&) { return true; });
    }
    CHECK(!doubts.is_worth_another("X-Touch:midi_out"));
    CHECK(doubts.is_worth_another("X-Touch 2:midi_out"));
    doubts.keep_only([](const std::string& port) { return port != "X-Touch:midi_out"; });
  }
}

TEST_CASE("a box that never speaks is not doubted, one that should have answered within a second is, until it speaks") {
  for (const auto& [port, is_doubted] : {std::pair{"BCF2000", false}, std::pair{"X-Touch", true}}) {
    SurfaceRig rig("doubt", *surface_named(port));
    rig.driver().connect();
    rig.run(250);
    CHECK(!rig.driver().is_unanswered());
    rig.run(750);
    CHECK(rig.driver().is_unanswered() == is_doubted);
    rig.run(4000);
    CHECK(rig.driver().is_unanswered() == is_doubted);
    rig.say(note(0x18, 0x7F));
    CHECK(!rig.driver().is_unanswered());
  }
}

}  // namespace headroom
