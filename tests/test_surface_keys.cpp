// Keys of a surface: any key on any control, as a text file says; what the file gets wrong is told and costs that line
// alone.
#include <catch2/catch.hpp>
#include <string>

#include "surfaces/midi/built_in_files.h"
#include "tests/mcu_rig.h"

namespace headroom {
namespace {

int note_of(const char* key) { return notes_of_key(key).first; }

KeyPlan plan_of(const std::string& text) {
  KeyPlan plan = default_key_plan();
  const auto notes = read_key_plan(text, "settings", plan);
  INFO((notes.empty() ? "" : notes.front()));
  REQUIRE(notes.empty());
  return plan;
}

std::vector<std::string> complaints(const std::string& text) {
  KeyPlan plan;
  return read_key_plan(text, "settings", plan);
}

}  // namespace

TEST_CASE("mute groups, dim, mono, monitor mute and oscillator are one key each, and their lights tell") {
  PaintedRig rig("desk_keys");
  struct Key {
    const char* key;
    const char* address;
  };
  constexpr Key kKeys[] = {{"f1", "/mutegroup/1/mute"}, {"f8", "/mutegroup/8/mute"},  {"drop", "/monitor/dim"},
                           {"cycle", "/monitor/mono"},  {"replace", "/monitor/mute"}, {"click", "/desk/osc/on"}};
  for (const Key& key : kKeys) {
    CAPTURE(key.key);
    press(rig, key.key);
    CHECK(rig.value(key.address) == 1);
    rig.run(25);
    CHECK(has(rig.take(), note(note_of(key.key), 0x7F)));
    press(rig, key.key);
    CHECK(rig.value(key.address) == 0);
    rig.run(25);
    CHECK(has(rig.take(), note(note_of(key.key), 0x00)));
  }
}

TEST_CASE("F5 on the screen sends every surface everything once more, and the desk's sound has no part in it") {
  PaintedRig rig("f5");
  rig.view().follow(rig.link());
  const auto edits = rig.desk().edits_applied();
  for (int press = 0; press < 2; ++press) {
    rig.turn("/desk/surfaces/repaint", 1);
    rig.view().follow(rig.link());
    rig.run(1);
    const MidiMessages sent = rig.take();
    for (uint8_t fader = 0; fader < 9; ++fader) CHECK(of_status(sent, 0xE0 | fader).size() == 1);
    CHECK(of_status(sent, 0x90).size() == 97);
    rig.run(100);
    rig.take();
  }
  CHECK(rig.desk().edits_applied() == edits);
  CHECK(!rig.desk().can_undo());
}

TEST_CASE("the jog wheel is the monitor's level, and a turn of it is one step of undo") {
  PaintedRig rig("jog");
  for (int i = 0; i < 4; ++i) rig.say(controller(0x3C, 0x05));
  CHECK(rig.value("/monitor/fader") ==
        Approx(-2).margin(0.01));  // 20 ticks of a hundred: a fifth of the travel, from -10 dB
  for (int i = 0; i < 2; ++i) rig.say(controller(0x3C, 0x42));
  rig.run(400);
  CHECK(rig.value("/monitor/fader") < -3);
  press(rig, "undo");
  CHECK(rig.value("/monitor/fader") == -10);
}

TEST_CASE("layer keys bring the first strip of a kind under the hands, DCAs among them") {
  PaintedRig rig("layers");
  for (const auto& [key, kind] :
       {std::pair{"midi_tracks", kDca}, {"aux", kAux}, {"buses", kGroup}, {"outputs", kMatrix}, {"inputs", kChannel}}) {
    CAPTURE(key);
    press(rig, key);
    CHECK(rig.layer().strip_at(0) == rig.desk().table().strip_of(kind));
    rig.run(60);
    CHECK(has(rig.take(), note(note_of(key), 0x7F)));
  }
}

TEST_CASE("any key does what its line says: turn over, set a value, go through choices") {
  const KeyPlan plan = plan_of(
      "key f1 /ch/05/polarity\nkey f2 /main/fader = -10 dB  # quiet\nkey f3 /desk/solo/mode\nkey marker page gate\n"
      "key f4 /ch/01/eq/1/freq\n");
  PaintedRig rig("plan", generic_surface(), plan);
  press(rig, "f1");
  CHECK(rig.value("/ch/05/polarity") == 1);
  press(rig, "f2");
  CHECK(rig.value("/main/fader") == -10);
  rig.run(25);
  CHECK(has(rig.take(), note(note_of("f2"), 0x7F)));
  rig.turn("/main/fader", -9);
  rig.run(25);
  CHECK(has(rig.take(), note(note_of("f2"), 0x00)));
  for (const float mode : {1.0f, 2.0f, 0.0f}) {
    press(rig, "f3");
    CHECK(rig.value("/desk/solo/mode") == mode);
  }
  press(rig, "marker");
  CHECK(rig.view().page().word == std::string("gate"));
  rig.turn("/ch/01/eq/1/freq", 5000);
  press(rig, "f4");
  CHECK(rig.value("/ch/01/eq/1/freq") == 100);  // its default
}

TEST_CASE("a momentary key is on while it is held, and goes off with the box") {
  const KeyPlan plan = plan_of("key f1 /monitor/dim momentary\n");
  PaintedRig rig("momentary", generic_surface(), plan);
  rig.say(note(note_of("f1"), 0x7F));
  CHECK(rig.value("/monitor/dim") == 1);
  rig.run(500);
  CHECK(rig.value("/monitor/dim") == 1);
  rig.say(note(note_of("f1"), 0x00));
  CHECK(rig.value("/monitor/dim") == 0);
  rig.say(note(note_of("f1"), 0x7F));
  rig.driver().disconnect(rig.now_ns());
  rig.say({});
  CHECK(rig.value("/monitor/dim") == 0);
}

TEST_CASE(
    "a momentary key that is down when the desk is locked lets go of what it switched, and switches nothing more") {
  const KeyPlan plan = plan_of("key f1 /monitor/dim momentary\n");
  PaintedRig rig("momentary-lock", generic_surface(), plan);
  rig.say(note(note_of("f1"), 0x7F));
  rig.turn("/desk/lock", 2);
  CHECK(rig.value("/monitor/dim") == 1);
  rig.say(note(note_of("f1"), 0x00));
  CHECK(rig.value("/monitor/dim") == 0);
  rig.say(note(note_of("f1"), 0x7F));
  CHECK(rig.value("/monitor/dim") == 0);
}

TEST_CASE("a momentary key that is down when the console dies goes off on its successor when it is let go") {
  const KeyPlan plan = plan_of("key f1 /monitor/dim momentary\n");
  PaintedRig rig("momentary-death", generic_surface(), plan);
  rig.say(note(note_of("f1"), 0x7F));
  rig.lose_console();
  rig.bring_console_back();
  REQUIRE(rig.value("/monitor/dim") == 1);
  rig.say(note(note_of("f1"), 0x00));
  CHECK(rig.value("/monitor/dim") == 0);
}

TEST_CASE("the record keys are one a strip: the control of the strip that lies there") {
  const KeyPlan plan = plan_of("key rec strip comp/on\n");
  PaintedRig rig("rec", generic_surface(), plan);
  rig.say(note(0x02, 0x7F));
  CHECK(rig.value("/ch/03/comp/on") == 1);
  rig.run(25);
  CHECK(has(rig.take(), note(0x02, 0x7F)));
  press(rig, "bank_right");
  rig.run(60);
  CHECK(has(rig.take(), note(0x02, 0x00)));
  rig.say(note(0x02, 0x7F));
  CHECK(rig.value("/ch/11/comp/on") == 1);
  press(rig, "midi_tracks");
  rig.say(note(0x00, 0x7F));  // a DCA has no compressor
  rig.run(25);
  CHECK(!has(rig.take(), note(0x00, 0x7F)));
}

TEST_CASE("the record keys arm what lies above them and the record key of the transport records") {
  PaintedRig rig("record", generic_surface(), default_key_plan());
  rig.say(note(0x02, 0x7F));
  CHECK(rig.value("/ch/03/arm") == 1);
  press(rig, "record");
  CHECK(rig.value("/desk/record") == 1);
  rig.run(25);
  const auto lit = rig.take();
  CHECK(has(lit, note(0x02, 0x7F)));
  CHECK(has(lit, note(note_of("record"), 0x7F)));
  press(rig, "record");
  CHECK(rig.value("/desk/record") == 0);
}

TEST_CASE("a pedal moves its control over the whole travel and holds it while it moves") {
  const KeyPlan plan = plan_of("pedal /aux/01/fader\n");
  PaintedRig rig("pedal", generic_surface(), plan);
  rig.say(controller(0x2E, 127));
  CHECK(rig.value("/aux/01/fader") == 10);
  CHECK(rig.holder("/aux/01/fader") == rig.link().slot());
  rig.say(controller(0x2E, 0));
  CHECK(rig.value("/aux/01/fader") == kOff_dB);
  rig.run(400);
  CHECK(rig.holder("/aux/01/fader") == -1);
}

TEST_CASE("a key whose control this desk does not have stays dark and does nothing, and it is said why") {
  KeyPlan plan;
  REQUIRE(
      read_key_plan("key f1 /ch/99/mute\nkey f2 /main/fader = loud\nkey f3 /main/fader momentary\nkey f4 /ch/1/name\n",
                    "settings", plan)
          .empty());
  PaintedRig rig("misfit", generic_surface(), plan);
  for (const char* key : {"f1", "f2", "f3", "f4"}) press(rig, key);
  CHECK(rig.value("/main/fader") == 0);
  rig.run(25);
  CHECK(rig.take().empty());
  const auto said = KeyHand::misfits(plan, rig.desk().table());
  REQUIRE(said.size() == 4);
  CHECK(said[0] == "key f1: this desk has no control /ch/99/mute.");
  CHECK(said[2] == "key f3: /main/fader is no switch, so it cannot be momentary.");
}

TEST_CASE("a bad line of the settings costs that line, and says what would be right") {
  CHECK(complaints("key f9 flip") == std::vector<std::string>{"settings:1: no key is called \"f9\"."});
  CHECK(complaints("\nkey f1 dance") == std::vector<std::string>{"settings:2: no key can do \"dance\"."});
  CHECK(complaints("key f1 page reverb") == std::vector<std::string>{"settings:1: no page is called \"reverb\"."});
  CHECK(complaints("key f1 layer all").front() ==
        "settings:1: a layer is one of: channels, groups, auxes, matrices, dcas.");
  CHECK(complaints("key f1 strip mute").front() == "settings:1: only the rec keys stand under strips.");
  CHECK(complaints("key f1 /main/mute on").front() ==
        "settings:1: behind an address stands nothing, `= VALUE`, or `momentary`.");
  CHECK(complaints("jog left").front() == "settings:1: `jog` takes one address, or nothing.");
  KeyPlan plan = default_key_plan();
  CHECK(read_key_plan("key f1 nothing\nkey f2 fly\nkey f3 flip\norder X-Touch-Ext, X-Touch\njog nothing", "s", plan)
            .size() == 1);
  CHECK(plan.keys[54].deed == KeyDeed::nothing);
  CHECK(plan.keys[55].deed == KeyDeed::control);  // as it was
  CHECK(plan.keys[56].deed == KeyDeed::flip);
  CHECK(plan.order == std::vector<std::string>{"X-Touch-Ext", "X-Touch"});
  CHECK(plan.jog.empty());
}

TEST_CASE("the program's own plan has no bad line") {
  for (const BuiltInFile& file : built_in_surface_files()) {
    if (!file.name.ends_with(".keys")) continue;
    KeyPlan plan;
    CHECK(read_key_plan(file.text, file.name, plan).empty());
    CHECK(plan.keys[54].deed == KeyDeed::control);
  }
}

}  // namespace headroom
