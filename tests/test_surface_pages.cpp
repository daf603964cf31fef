// The pages of a surface's pots: any control of a strip under the hands, across the strips or into the selected one, on
// pots or on faders, with its name and value on the scribble strips.
#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "console/value_text.h"
#include "surfaces/short_text.h"
#include "tests/mcu_rig.h"

namespace headroom {
namespace {

int note_of(const char* key) { return notes_of_key(key).first; }

// What the box's lower line says now, strip by strip.
std::string lower_line(PaintedRig& rig) {
  rig.take();
  rig.driver().connect();
  rig.run(60);
  for (const Bytes& message : rig.take())
    if (message.size() > 60 && message[5] == 0x12 && message[6] == 0x38)
      return {message.begin() + 7, message.end() - 1};
  return "none";
}

std::string cells(std::initializer_list<const char*> texts) {
  std::string line;
  for (std::string text : texts) {
    text.resize(7, ' ');
    line += text;
  }
  line.resize(56, ' ');
  return line;
}

}  // namespace

TEST_CASE("every control of every strip a surface reaches lies under its pots, its faders or its keys") {
  PaintedRig rig("everything");
  const Table& table = rig.desk().table();
  SurfaceView view(table);
  const BoxWindow window{&view.layer(), 0, 8, -1};
  for (const StripKind kind : {kChannel, kGroup, kAux, kMatrix, kDca, kMain}) {
    const StripIndex strip = table.strip_of(kind);
    rig.turn("/desk/selected", strip);
    std::set<ControlId> reached;
    for (size_t page = 0; page < std::size(kPotPages); ++page) {
      view.open_page(rig.link(), static_cast<int>(page));
      view.set_spread(rig.link(), PotSpread::into);
      for (int i = 0; i < 100; ++i) view.step(rig.link(), -1);
      for (int i = 0; i < 100; ++i, view.step(rig.link(), 1))
        for (int pot = 0; pot < 8; ++pot) reached.insert(view.pot(rig.link(), window, pot));
    }
    const DeskStrip& all = table.strip(strip);
    for (ControlId id = all.first_control; id < all.first_control + all.controls; ++id) {
      const ControlRow& row = table.row(id);
      const bool elsewhere = row.param == Param::fader || row.param == Param::mute || row.param == Param::solo;
      CAPTURE(table.address(id));
      CHECK((reached.count(id) == 1 || elsewhere || row.unit == Unit::text));
    }
  }
}

TEST_CASE("the equaliser of the selected channel lies on eight pots, two bands at a time") {
  PaintedRig rig("eq");
  rig.say(note(0x1A, 0x7F));  // select channel 3
  press(rig, "eq");
  CHECK(lower_line(rig) == cells({"1 type", "1 freq", "1 gain", "1 Q", "2 type", "2 freq", "2 gain", "2 Q"}));
  rig.say(turn(2, 15));
  CHECK(rig.value("/ch/03/eq/1/gain") == Approx(3));  // a tick is 0.2 dB
  rig.say(turn(4, 1));
  CHECK(rig.value("/ch/03/eq/2/type") == 1);
  rig.say(turn(5, 63));
  CHECK(rig.value("/ch/03/eq/2/freq") > 10000);
  press(rig, "right");
  CHECK(lower_line(rig) == cells({"3 type", "3 freq", "3 gain", "3 Q", "4 type", "4 freq", "4 gain", "4 Q"}));
  rig.say(turn(6, -5));
  CHECK(rig.value("/ch/03/eq/4/gain") == Approx(-1));
  press(rig, "right");
  press(rig, "right");
  CHECK(lower_line(rig) == cells({"Equlsr"}));
  press(rig, "right");  // there is no more
  CHECK(lower_line(rig) == cells({"Equlsr"}));
  rig.say(note(0x20, 0x7F));  // the pot pushed: a switch turns over
  CHECK(rig.value("/ch/03/eq/on") == 0);
  rig.say(note(0x19, 0x7F));  // select channel 2: its equaliser lies there now
  press(rig, "left");
  rig.say(turn(2, 5));
  CHECK(rig.value("/ch/02/eq/5/gain") == Approx(1));
}

TEST_CASE("one parameter lies across the channels, and the arrows go through the parameters") {
  PaintedRig rig("across");
  press(rig, "plug_in");
  press(rig, "up");
  press(rig, "right");  // behind the switch comes the threshold
  for (int pot = 0; pot < 8; ++pot) rig.say(turn(pot, -2 * (pot + 1)));
  for (int channel = 1; channel <= 8; ++channel)
    CHECK(rig.value("/ch/0" + std::to_string(channel) + "/comp/threshold") == Approx(-20 - channel));
  press(rig, "bank_right");
  rig.say(turn(0, 4));
  CHECK(rig.value("/ch/09/comp/threshold") == Approx(-18));
}

TEST_CASE("each press of an assign key opens the next of its pages, and the digits and its light say which") {
  PaintedRig rig("assign");
  const std::string kPages[] = {"CO", "GA", "DE", "LI", "CO"};
  for (const std::string& digits : kPages) {
    press(rig, "plug_in");
    rig.driver().connect();
    rig.run(60);
    const MidiMessages sent = rig.take();
    CHECK(has(sent, controller(0x4B, digits[0] - 0x40)));
    CHECK(has(sent, controller(0x4A, digits[1] - 0x40)));
    CHECK(has(sent, note(note_of("plug_in"), 0x7F)));
    CHECK(has(sent, note(note_of("pan"), 0x00)));
  }
}

TEST_CASE("a value stands on the scribble strip with its unit while it moves, whoever moves it, then the name again") {
  PaintedRig rig("moving");
  press(rig, "eq");
  rig.run(60);
  rig.take();
  rig.say(turn(1, 3));
  rig.run(1);
  const ControlId frequency = rig.desk().table().find("/ch/01/eq/1/freq");
  const auto text_at = [&](int place) {
    std::string text = short_value(value_text(rig.desk().table().row(frequency), rig.show().value(frequency)), 6);
    text.resize(7, ' ');
    return text_message(0x38 + 7 * place, text);
  };
  CHECK(of_status(rig.take(), 0xF0) == MidiMessages{text_at(1)});
  rig.run(1200);
  CHECK(has(rig.take(), text_message(0x38 + 7, "1 freq ")));
  rig.turn("/ch/01/eq/1/freq", 500);
  rig.run(60);
  CHECK(has(rig.take(), text_at(1)));
  rig.turn("/ch/01/fader", -6);
  rig.run(60);
  CHECK(has(rig.take(), text_message(0x38, "-6.0dB ")));
}

TEST_CASE("sends on faders: flip brings the sends to the selected bus under the faders, and the faders onto the pots") {
  PaintedRig rig("flip");
  REQUIRE(rig.link().set_text(rig.desk().table().find("/aux/03/name"), "Monk"));
  rig.turn("/desk/selected", rig.desk().table().strip_of(kAux, 3));
  rig.turn("/ch/02/send/03/level", -10);
  rig.turn("/ch/02/fader", 0);
  press(rig, "send");
  rig.run(1100);  // what has moved is a name again
  CHECK(lower_line(rig) == cells({"Monk", "Monk", "Monk", "Monk", "Monk", "Monk", "Monk", "Monk"}));
  press(rig, "flip");
  rig.run(60);
  MidiMessages sent = rig.take();
  CHECK(has(sent, fader_message(1, 8192)));      // the send
  CHECK(has(sent, controller(0x31, 0x20 | 9)));  // the fader's 0 dB: 0.75 of eleven lights, filled from the left
  CHECK(has(sent, note(note_of("flip"), 0x7F)));
  rig.say(touch(4));
  rig.say(fader_message(4, 12287));
  CHECK(rig.value("/ch/05/send/03/level") == Approx(0).margin(0.01));
  CHECK(rig.value("/ch/05/fader") == kOff_dB);
  CHECK(rig.holder("/ch/05/send/03/level") == rig.link().slot());
  rig.say(turn(5, 75));
  rig.run(200);
  CHECK(of_status(rig.take(), 0xE4).empty());

  press(rig, "flip");  // with the hand still on it: it holds nothing until it comes anew
  CHECK(rig.holder("/ch/05/send/03/level") == -1);
  rig.say(fader_message(4, 4000));
  CHECK(rig.value("/ch/05/fader") == kOff_dB);
  CHECK(rig.value("/ch/05/send/03/level") == Approx(0).margin(0.01));
  rig.say(release(4));
  rig.run(100);
  CHECK(of_status(rig.take(), 0xE4) == MidiMessages{fader_message(4, 0)});
}

TEST_CASE("the arrows walk the sends from bus to bus, and into one channel all its sends lie side by side") {
  PaintedRig rig("sends");
  press(rig, "send");
  CHECK(lower_line(rig) == cells({"Aux 1", "Aux 1", "Aux 1", "Aux 1", "Aux 1", "Aux 1", "Aux 1", "Aux 1"}));
  press(rig, "right");
  rig.say(turn(0, 60));
  CHECK(rig.value("/ch/01/send/02/level") > -20);
  rig.say(note(0x1F, 0x7F));  // select channel 8
  press(rig, "down");
  press(rig, "left");
  CHECK(lower_line(rig) == cells({"Aux 1", "Aux 2", "Aux 3", "Aux 4", "Matrx1", "Matrx2"}));
  rig.say(turn(3, 60));
  CHECK(rig.value("/ch/08/send/04/level") > -20);
}

TEST_CASE("the members of a DCA or a group are set across the channels when it is selected") {
  PaintedRig rig("members");
  rig.turn("/desk/selected", rig.desk().table().strip_of(kDca, 2));
  press(rig, "instrument");
  rig.say(note(0x22, 0x7F));  // push the third pot
  CHECK(rig.value("/ch/03/dca/2") == 1);
  rig.turn("/desk/selected", rig.desk().table().strip_of(kGroup, 1));
  press(rig, "pan");
  press(rig, "instrument");
  rig.say(turn(0, 1));
  CHECK(rig.value("/ch/01/group/1") == 1);
}

TEST_CASE("width lies behind pan, and the banks keep their digits there") {
  PaintedRig rig("width");
  press(rig, "right");
  rig.say(turn(0, 10));
  CHECK(rig.value("/ch/01/width") == 120);
  CHECK(rig.value("/ch/01/pan") == 0);
  rig.run(30);
  CHECK(has(rig.take(), controller(0x30, 0x30 | 4)));  // spread: 60 % of six
}

TEST_CASE(
    "a knob that counts one by one goes further in a quick hand, four times at most, but for choices and while fine") {
  PaintedRig rig("quick");
  const auto pan_after = [&](int ticks, int gap_ms, int ticks_a_message) {
    rig.run(400);  // the turns before are over
    rig.turn("/ch/01/pan", -100);
    for (int i = 0; i < ticks; ++i) {
      rig.say(turn(0, ticks_a_message));
      rig.run(gap_ms);
    }
    return rig.value("/ch/01/pan") + 100;
  };
  const float slow = pan_after(10, 60, 1);
  CHECK(slow == 20);
  CHECK(pan_after(10, 25, 1) == 2 + 9 * 4);
  CHECK(pan_after(10, 5, 1) == 2 + 9 * 8);
  CHECK(pan_after(5, 5, 2) == 20);  // such a box accelerates by itself
  press(rig, "shift");
  rig.say(note(notes_of_key("shift").first, 0x7F));
  CHECK(pan_after(10, 5, 1) == Approx(2));
}

TEST_CASE("a box that goes takes its own shift with it, and not that of another box") {
  PaintedRig rig("others_shift");
  rig.view().set_fine(true);  // held on another box
  rig.driver().disconnect(rig.now_ns());
  CHECK(rig.view().is_fine());
  rig.say(note(notes_of_key("shift").first, 0x7F));
  rig.driver().disconnect(rig.now_ns());
  CHECK(!rig.view().is_fine());
}

TEST_CASE("while shift is held a tick is a tenth") {
  PaintedRig rig("fine");
  press(rig, "eq");
  rig.say(note(note_of("shift"), 0x7F));
  rig.say(turn(2, 3));
  CHECK(rig.value("/ch/01/eq/1/gain") == Approx(0.06));
  rig.say(note(note_of("shift"), 0x00));
  rig.say(turn(2, 1));
  CHECK(rig.value("/ch/01/eq/1/gain") == Approx(0.2));
}

TEST_CASE("a ring says what kind of control it shows") {
  PaintedRig rig("rings");
  const auto ring = [&](const char* address, float value) {
    return static_cast<int>(ring_of(rig.desk().table().row(rig.desk().table().find(address)), value));
  };
  CHECK(ring("/ch/01/eq/1/gain", 0) == 0x56);  // boost/cut, its middle lit
  CHECK(ring("/ch/01/eq/1/gain", 18) == 0x1B);
  CHECK(ring("/ch/01/eq/1/freq", 20) == 0x01);  // a dot
  CHECK(ring("/ch/01/eq/1/freq", 20000) == 0x0B);
  CHECK(ring("/ch/01/eq/1/q", 0.1f) == 0x31);  // spread
  CHECK(ring("/ch/01/eq/1/q", 20) == 0x36);
  CHECK(ring("/ch/01/comp/threshold", 0) == 0x2B);  // filled
  CHECK(ring("/ch/01/send/01/level", kOff_dB) == 0x00);
  CHECK(ring("/ch/01/comp/on", 0) == 0x00);
  CHECK(ring("/ch/01/comp/on", 1) == 0x2B);
  CHECK(ring("/ch/01/eq/1/type", 5) == 0x0B);
}

TEST_CASE("turns that follow each other are one step of undo, on any control") {
  PaintedRig rig("undo");
  press(rig, "plug_in");
  for (int i = 0; i < 5; ++i) {
    rig.say(turn(1, -1));
    rig.run(50);
  }
  CHECK(rig.value("/ch/01/comp/threshold") == Approx(-22.5f));
  rig.run(400);
  press(rig, "undo");
  CHECK(rig.value("/ch/01/comp/threshold") == Approx(-20));
}

TEST_CASE("an extender's pots carry on with the selected channel's parameters where the main box ends") {
  PaintedRig rig("two_boxes");
  RecordingOutlet right_outlet;
  BoxDriver right(generic_surface(), right_outlet);
  rig.layer().set_width(16);
  right.set_desk(&rig.link(), &rig.view(), 8);
  press(rig, "eq");
  right.tick(rig.now_ns(), nullptr);
  right.receive(turn(2, 5), rig.now_ns());
  rig.say({});
  CHECK(rig.value("/ch/01/eq/3/gain") == Approx(1));
  press(rig, "right");  // sixteen at a time
  right.receive(turn(2, 5), rig.now_ns());
  rig.say({});
  CHECK(rig.value("/ch/01/eq/3/gain") == Approx(1));
  rig.say(turn(2, 5));
  CHECK(rig.value("/ch/01/eq/5/gain") == Approx(1));
  right.set_desk(nullptr, nullptr, 0);
}

TEST_CASE("a spilled DCA lies under the hands with its members, follows them, and gives the window back where it was") {
  PaintedRig rig("spill");
  const Table& table = rig.desk().table();
  const StripIndex dca = table.strip_of(kDca, 1);
  const auto lies = [&](int place) { return rig.layer().strip_at(place); };
  for (const char* member : {"/ch/03/dca/1", "/ch/12/dca/1", "/group/1/dca/1"}) rig.turn(member, 1);
  press(rig, "channel_right");
  press(rig, "group");  // no DCA is selected
  CHECK(lies(0) == table.strip_of(kChannel, 2));
  rig.turn("/desk/selected", dca);
  press(rig, "group");
  CHECK(lies(0) == dca);
  CHECK(lies(1) == table.strip_of(kChannel, 3));
  CHECK(lies(2) == table.strip_of(kChannel, 12));
  CHECK(lies(3) == table.strip_of(kGroup, 1));
  CHECK(lies(4) == -1);
  rig.run(60);
  MidiMessages sent = rig.take();
  CHECK(has(sent, note(notes_of_key("group").first, 0x7F)));
  CHECK(has(sent, text_message(0x00, "DCA 1  Ch 3   Ch 12  Group1 " + std::string(28, ' '))));
  rig.turn("/ch/12/dca/1", 0);
  rig.view().follow(rig.link());
  CHECK(lies(2) == table.strip_of(kGroup, 1));
  rig.say(touch(1));
  rig.say(fader_message(1, 12288));
  CHECK(rig.value("/ch/03/fader") == Approx(0).margin(0.01));
  rig.say(release(1));
  press(rig, "group");
  CHECK(lies(0) == table.strip_of(kChannel, 2));
  rig.turn("/desk/selected", dca);
  press(rig, "group");
  press(rig, "inputs");  // a layer key ends it, too
  CHECK(lies(0) == table.strip_of(kChannel, 1));
  CHECK(!rig.view().is_spilled());
}

TEST_CASE(
    "a layer of one's own shows its strips alone, in the order they are written, and leaves out what this desk has "
    "not") {
  KeyPlan plan = default_key_plan();
  REQUIRE(read_key_plan("own 2 /dca/2 /ch/99 /ch/05 /aux/1\nkey f1 own 2\nkey f2 own 3", "s", plan).empty());
  PaintedRig rig("own_layer", generic_surface(), plan);
  const Table& table = rig.desk().table();
  press(rig, "f1");
  CHECK(rig.layer().strip_at(0) == table.strip_of(kDca, 2));
  CHECK(rig.layer().strip_at(1) == table.strip_of(kChannel, 5));
  CHECK(rig.layer().strip_at(2) == table.strip_of(kAux, 1));
  CHECK(rig.layer().strip_at(3) == -1);
  rig.run(60);
  const MidiMessages sent = rig.take();
  CHECK(has(sent, note(notes_of_key("f1").first, 0x7F)));
  CHECK(has(sent, controller(0x4A, '2')));  // U2
  press(rig, "f1");
  CHECK(rig.layer().strip_at(0) == table.strip_of(kChannel, 1));
  press(rig, "f2");  // nothing is on it
  CHECK(rig.layer().strip_at(0) == table.strip_of(kChannel, 1));
  CHECK(read_key_plan("own 9 /ch/1", "s", plan).front() == "s:1: `own` takes a number 1 to 8 and addresses of strips.");
  CHECK(read_key_plan("key f3 own 0", "s", plan).front() == "s:1: a layer of one's own is 1 to 8.");
}

TEST_CASE(
    "mute groups, oscillator, talk, dim, mono, the monitor's level and mute, time code: each has a key on a new box") {
  const KeyPlan& plan = default_key_plan();
  const auto is_reached = [&](const std::string& address) {
    return plan.jog == address || std::any_of(plan.keys.begin(), plan.keys.end(),
                                              [&](const KeyPlanEntry& entry) { return entry.address == address; });
  };
  for (int group = 1; group <= kMuteGroups; ++group) CHECK(is_reached("/mutegroup/" + std::to_string(group) + "/mute"));
  for (const char* address :
       {"/desk/osc/on", "/talk/on", "/monitor/dim", "/monitor/mono", "/monitor/fader", "/monitor/mute",
        "/desk/solo/clear", "/desk/timecode/run", "/desk/timecode/zero", "/desk/timecode/digits"})
    CHECK(is_reached(address));
}

}  // namespace headroom
