// HUI, both ways, by the published tables: every law with the bytes that stand there, and a simulated box that must end
// showing what the desk is.
#include <catch2/catch.hpp>
#include <string>

#include "surfaces/midi/surface_choice.h"
#include "tests/hui_box.h"
#include "tests/mcu_rig.h"

namespace headroom {
namespace {

// A box that has answered its first ping and was painted.
struct HuiRig : SurfaceRig {
  explicit HuiRig(const std::string& name) : SurfaceRig("hui_" + name, generic_hui()) {
    driver().connect();
    run(1);
    say({0x90, 0x00, 0x7F});
    const MeterLook dark = meters_at(*this, 0, 0);
    run(150, &dark);
    take();
  }
};

// The box and the desk say to each other what they have to say, a millisecond at a time.
void live_together(SurfaceRig& rig, HuiBox& box, int milliseconds) {
  for (int i = 0; i < milliseconds; ++i) {
    for (const Bytes& message : box.take_sent()) rig.say(message);
    rig.run(1);
    for (const Bytes& message : rig.take()) box.receive(message, rig.now_ns());
  }
}

const Bytes kPing = {0x90, 0x00, 0x00}, kPong = {0x90, 0x00, 0x7F};

}  // namespace

// Liveness: H>S 90 00 00 every second, S>H 90 00 7F to each; no answer for 2-3 s is off line.
TEST_CASE(
    "a HUI is asked every second whether it is there, and is lost after three seconds of silence until it speaks "
    "again") {
  SurfaceRig rig("hui_ping", generic_hui());
  rig.driver().connect();
  rig.run(1);
  CHECK(rig.take().front() == kPing);
  for (int second = 0; second < 5; ++second) {
    rig.say(kPong);
    rig.run(1000);
    CHECK(count(rig.take(), kPing) == 1);
    CHECK(!rig.driver().is_lost());
    CHECK(rig.driver().is_in_step());
  }
  rig.run(1500);
  CHECK(!rig.driver().is_lost());
  rig.run(1000);
  CHECK(rig.driver().is_lost());
  rig.take();
  rig.say(kPong);
  CHECK(!rig.driver().is_lost());
  rig.run(30);
  CHECK(has(rig.take(), {0xB0, 0x10, 0x56}));  // painted anew: a ring, as everything
}

TEST_CASE("a ping's answer is no key") {
  HuiRig rig("pong");
  for (int i = 0; i < 10; ++i) rig.say(kPong);
  rig.run(20);
  CHECK(rig.take().empty());
}

// S>H FF: powered up or reset, repaint all.
TEST_CASE("a HUI that was just powered up is painted in full") {
  HuiRig rig("power");
  rig.say({0xFF});
  rig.run(1);
  const MidiMessages sent = rig.take();
  CHECK(count(sent, {0xF0, 0x00, 0x00, 0x66, 0x05, 0x00, 0x10,  // section 6, command 10
                     0,    'C',  'h',  ' ',  '1',  1,    'C',  'h', ' ', '2', 2,   'C', 'h', ' ',
                     '3',  3,    'C',  'h',  ' ',  '4',  4,    'C', 'h', ' ', '5', 5,   'C', 'h',
                     ' ',  '6',  6,    'C',  'h',  ' ',  '7',  7,   'C', 'h', ' ', '8', 0xF7}) == 1);
  for (uint8_t pot = 0; pot < 8; ++pot)
    CHECK(has(sent, {0xB0, static_cast<uint8_t>(0x10 + pot), 0x56}));  // pan in the middle
  for (uint8_t fader = 0; fader < 8; ++fader) CHECK(has(sent, {0xB0, fader, 0x00}));
}

// Section 2: B0 0F zz, then B0 2F 4p pressed, 0p released. Zones 00-07: 1 select, 2 mute, 3 solo.
TEST_CASE("a strip's switches come by zone and port, and their lamps go back the same way") {
  HuiRig rig("zones");
  rig.say({0xB0, 0x0F, 0x02, 0xB0, 0x2F, 0x42, 0xB0, 0x2F, 0x02});
  CHECK(rig.value("/ch/03/mute") == 1);
  rig.run(1);
  CHECK(rig.take() == MidiMessages{{0xB0, 0x0C, 0x02},
                                   {0xB0, 0x2C, 0x42},  // and zone 08: something can be
                                   {0xB0, 0x0C, 0x08},
                                   {0xB0, 0x2C, 0x47},  // saved, port 7,
                                   {0xB0, 0x0C, 0x08},
                                   {0xB0, 0x2C, 0x43}});  // and undone, port 3
  rig.say({0xB0, 0x0F, 0x02, 0xB0, 0x2F, 0x42});
  CHECK(rig.value("/ch/03/mute") == 0);
  rig.run(1);
  CHECK(rig.take() == MidiMessages{{0xB0, 0x0C, 0x02}, {0xB0, 0x2C, 0x02}});
  rig.say({0xB0, 0x0F, 0x04, 0xB0, 0x2F, 0x43});
  CHECK(rig.value("/ch/05/solo") == 1);
  rig.run(1);
  const MidiMessages sent = rig.take();
  CHECK(has(sent, {0xB0, 0x2C, 0x43}));
  // Zone 16 port 3: rude solo.
  const MidiMessages rude_solo = {{0xB0, 0x0C, 0x16}, {0xB0, 0x2C, 0x43}};
  CHECK(std::search(sent.begin(), sent.end(), rude_solo.begin(), rude_solo.end()) != sent.end());
}

TEST_CASE("several ports may follow one zone, and running status is as good as any") {
  HuiRig rig("several");
  rig.say({0xB0, 0x0F, 0x01, 0x2F, 0x42, 0x2F, 0x43, 0x2F, 0x41});
  CHECK(rig.value("/ch/02/mute") == 1);
  CHECK(rig.value("/ch/02/solo") == 1);
  CHECK(rig.value("/desk/selected") == rig.desk().table().strip_of(kChannel, 2));
}

TEST_CASE("a port without a zone, an unknown zone and an unknown port do nothing") {
  HuiRig rig("unknown");
  const auto before = rig.desk().edits_applied();
  rig.say({0xB0, 0x2F, 0x42});
  rig.say({0xB0, 0x0F, 0x7F, 0xB0, 0x2F, 0x42});
  rig.say({0xB0, 0x0F, 0x01, 0xB0, 0x2F, 0x4F, 0xB0, 0x2F, 0x44});
  CHECK(rig.desk().edits_applied() == before);
}

// Section 3: B0 0n hh, B0 2n ll, 14 bits; touch is port 0 of the strip's zone.
TEST_CASE("a fader moves when both its halves have come, is never driven under a hand, and is sent home once") {
  HuiRig rig("faders");
  rig.say({0xB0, 0x0F, 0x00, 0xB0, 0x2F, 0x40});  // touched
  rig.say({0xB0, 0x00, 0x60});
  CHECK(rig.value("/ch/01/fader") == kOff_dB);
  rig.say({0xB0, 0x20, 0x00});
  CHECK(rig.value("/ch/01/fader") == Approx(0).margin(0.01));  // 12288: 0 dB
  rig.turn("/ch/01/fader", -10);
  CHECK(rig.value("/ch/01/fader") == Approx(0).margin(0.01));  // held
  rig.run(60);
  CHECK(count(rig.take(), {0xB0, 0x00, 0x60}) == 0);
  rig.say({0xB0, 0x0F, 0x00, 0xB0, 0x2F, 0x00});  // released
  rig.run(100);
  const MidiMessages sent = rig.take();
  const Bytes high = {0xB0, 0x00, 0x60}, low = {0xB0, 0x20, 0x00};
  CHECK(count(sent, high) == 1);
  REQUIRE(count(sent, low) == 1);
  CHECK(std::find(sent.begin(), sent.end(), low) == std::find(sent.begin(), sent.end(), high) + 1);
  rig.turn("/ch/02/fader", -10);
  rig.run(30);
  CHECK(has(rig.take(), {0xB0, 0x01, 0x40}));  // 8192
}

TEST_CASE("half a position moves nothing, however late the other half comes") {
  HuiRig rig("halves");
  rig.say({0xB0, 0x23, 0x40});  // a low half alone
  CHECK(rig.holder("/ch/04/fader") == -1);
  rig.say({0xB0, 0x03, 0x40});
  rig.run(1000);
  CHECK(rig.value("/ch/04/fader") == kOff_dB);
  rig.say({0xB0, 0x23, 0x00});
  CHECK(rig.value("/ch/04/fader") == Approx(-10).margin(0.01));
}

// Section 4: V-Pots 40-47, bit 6 set is clockwise, the opposite of Mackie Control; rings 10 + n as there.
TEST_CASE("a V-Pot turns right with bit six set, and its ring shows the pan as a Mackie Control's does") {
  HuiRig rig("pots");
  rig.say({0xB0, 0x42, 0x4A});
  CHECK(rig.value("/ch/03/pan") == 20);
  rig.run(1);
  CHECK(has(rig.take(), {0xB0, 0x12, 0x17}));  // boost/cut, 1 + round(0.6 * 10)
  rig.say({0xB0, 0x42, 0x14});
  CHECK(rig.value("/ch/03/pan") == 0);  // stops in the middle
  rig.run(1);
  CHECK(has(rig.take(), {0xB0, 0x12, 0x56}));     // the small light: exactly there
  rig.say({0xB0, 0x0F, 0x02, 0xB0, 0x2F, 0x45});  // V-sel pushes it
  rig.say({0xB0, 0x0D, 0x45});                    // jog: the monitor's level
  CHECK(rig.value("/monitor/fader") > -10);
}

// Section 5: A0 0y sv, s = side, v = 0...B, C clip.
TEST_CASE("meters are key pressure, a message a side") {
  HuiRig rig("meters");
  MeterLook look = meters_at(rig, 1, 0.33f);  // -9.6 dBFS
  rig.run(1, &look);
  CHECK(of_status(rig.take(), 0xA0) == MidiMessages{{0xA0, 0x01, 0x07}, {0xA0, 0x01, 0x17}});
  look = meters_at(rig, 1, 1.0f);
  rig.run(1, &look);
  CHECK(of_status(rig.take(), 0xA0) == MidiMessages{{0xA0, 0x01, 0x0C}, {0xA0, 0x01, 0x1C}});
  look = meters_at(rig, 1, 0);
  rig.run(1, &look);
  CHECK(of_status(rig.take(), 0xA0) == MidiMessages{{0xA0, 0x01, 0x00}, {0xA0, 0x01, 0x10}});
}

// H>S command 11: at most eight digits, from the rightmost on, only as far as changed; +10 with a dot, 20 blank.
TEST_CASE(
    "a HUI's time display shows the desk's time, a dot behind hours, minutes and seconds, and is sent only what has "
    "changed") {
  HuiRig rig("time");
  HuiBox box;
  const auto show = [&](const std::string& digits) {
    TimeShown time;
    std::copy(digits.begin(), digits.end(), time.digits.begin());
    rig.view().show_time(time);
    rig.run(25);
    const MidiMessages sent = rig.take();
    for (const Bytes& message : sent) box.receive(message, rig.now_ns());
    return sent;
  };
  CHECK(show("  10203 04") ==
        MidiMessages{{0xF0, 0x00, 0x00, 0x66, 0x05, 0x00, 0x11, 0x04, 0x00, 0x13, 0x00, 0x12, 0x00, 0x11, 0xF7}});
  CHECK(box.time() == " 1.02.03.04");
  CHECK(show("  10203 05") == MidiMessages{{0xF0, 0x00, 0x00, 0x66, 0x05, 0x00, 0x11, 0x05, 0xF7}});
  CHECK(box.time() == " 1.02.03.05");
  show(" 235959 24");
  CHECK(box.time() == "23.59.59.24");
  show("  20202120");  // bar 2, beat 2, sixteenth 2 at 120 beats a minute
  CHECK(box.time() == "  2.2.2.120");
  show("          ");
  CHECK(box.time() == "        ");
  CHECK(box.misunderstood().empty());
}

TEST_CASE("a HUI that falls silent, or says that it was switched on, has no hands on it any more") {
  for (const bool is_silent : {true, false}) {
    CAPTURE(is_silent);
    HuiRig rig(is_silent ? "silent" : "switched");
    rig.say({0xB0, 0x0F, 0x02, 0xB0, 0x2F, 0x40});  // strip 3 touched
    rig.say({0xB0, 0x0F, 0x0E, 0xB0, 0x2F, 0x40});  // talkback held
    CHECK(rig.holder("/ch/03/fader") == rig.link().slot());
    CHECK(rig.value("/talk/on") == 1);
    rig.run(is_silent ? 3100 : 1500);
    if (!is_silent) rig.say({0xFF});
    rig.run(60);
    CHECK(rig.holder("/ch/03/fader") == -1);
    CHECK(rig.value("/talk/on") == 0);
  }
}

TEST_CASE("a HUI's bars do not fall by themselves: a dark one is sent again within ten seconds") {
  HuiRig rig("dark");
  const MeterLook dark = meters_at(rig, 0, 0);
  for (int ms = 0; ms < 10'000; ms += 50) {
    rig.run(50, &dark);
    rig.say(kPong);
  }
  const MidiMessages sent = of_status(rig.take(), 0xA0);
  for (uint8_t strip = 0; strip < 8; ++strip) {
    CHECK(has(sent, {0xA0, strip, 0x00}));
    CHECK(has(sent, {0xA0, strip, 0x10}));
  }
  CHECK(sent.size() <= 40);
}

TEST_CASE("when the console goes, no bar stands for what nobody knows") {
  HuiRig rig("gone");
  const MeterLook loud = meters_at(rig, 1, 0.5f);
  rig.run(1, &loud);
  CHECK(!rig.take().empty());
  rig.lose_console();
  CHECK(rig.take() == MidiMessages{{0xA0, 0x01, 0x00}, {0xA0, 0x01, 0x10}});
  rig.bring_console_back();
}

TEST_CASE("bank, flip and pages have their HUI keys, and a value takes the name's place while it moves") {
  HuiRig rig("keys");
  HuiBox box;
  const auto live = [&](int milliseconds) { live_together(rig, box, milliseconds); };
  box.power_up();
  live(60);
  CHECK(box.text(0) == "Ch 1");
  CHECK(box.text(8) == "01  ");
  CHECK(box.main_text().substr(0, 10) == "Ch 1 Ch 2 ");
  box.press(0x0A, 3);  // bank right
  live(60);
  CHECK(box.text(0) == "Ch 9");
  CHECK(box.text(8) == "02  ");
  box.press(0x0A, 1);
  box.press(0x09, 1);  // edit: the equaliser
  live(60);
  CHECK(box.text(8) == "EQ  ");
  CHECK(box.lamp(0x09, 1));
  box.turn(0, 1);
  live(60);
  CHECK(box.text(0) != "Ch 1");
  live(1100);
  CHECK(box.text(0) == "Ch 1");
  box.press(0x1B, 2);  // F3
  live(30);
  CHECK(rig.value("/mutegroup/3/mute") == 1);
  CHECK(box.lamp(0x1B, 2));
  box.put_switch(0x0E, 0, true);  // talkback, while it is held
  live(30);
  CHECK(rig.value("/talk/on") == 1);
  box.put_switch(0x0E, 0, false);
  live(30);
  CHECK(rig.value("/talk/on") == 0);
  CHECK(box.misunderstood().empty());
  CHECK(box.is_on_line(rig.now_ns()));
}

TEST_CASE("after hands, banks, silence and a power cycle a HUI shows exactly what the desk is") {
  SurfaceRig rig("hui_story", generic_hui());
  HuiBox box;
  const auto live = [&](int milliseconds) { live_together(rig, box, milliseconds); };
  rig.driver().connect();
  live(300);
  box.touch(0);
  for (int position = 0; position <= 12000; position += 400) {
    box.move(0, position);
    live(5);
  }
  box.release(0);
  box.press(1, 2);
  box.turn(3, -9);
  live(50);
  box.fall_silent();
  rig.turn("/ch/02/fader", -5);
  live(4000);
  CHECK(rig.driver().is_lost());
  box.speak_again();
  live(1100);
  CHECK(!rig.driver().is_lost());
  box.power_up();
  live(500);
  const Table& table = rig.desk().table();
  for (int i = 0; i < 8; ++i) {
    const StripIndex strip = table.strip_of(kChannel, i + 1);
    const ControlId fader = table.id(strip, Param::fader), pan = table.id(strip, Param::pan);
    CAPTURE(i);
    CHECK(box.fader(i) == position_of_value(table.row(fader), rig.show().value(fader), generic_hui()));
    CHECK(box.lamp(i, 2) == rig.show().is_on(strip, Param::mute));
    CHECK(box.ring(i) == ring_of(table.row(pan), rig.show().value(pan)));
  }
  CHECK(box.lamp(1, 2));
  CHECK(box.fights() == 0);
  CHECK(box.misunderstood().empty());
}

TEST_CASE("a box is a HUI by its port's name, or because its owner says so") {
  SurfaceSettings settings;
  CHECK(choose_surface("Mackie HUI MIDI 1", settings).device == &generic_hui());
  CHECK(choose_surface("X-Touch MIDI 1", settings).device->protocol == SurfaceProtocol::mackie);
  CHECK(read_key_plan("hui X-Touch", "settings", settings.plan).empty());
  CHECK(choose_surface("X-Touch MIDI 1", settings).device == &generic_hui());
  CHECK(read_key_plan("hui", "s", settings.plan).front() == "s:1: `hui` takes a word of a port's name.");
}

}  // namespace headroom
