// Mackie Control, byte by byte, as its published tables say it: a box is greeted and painted, its faders move the desk,
// and motors never fight a hand.
#include <catch2/catch.hpp>

#include "surfaces/midi/mackie_control.h"
#include "tests/mcu_rig.h"

namespace headroom {

TEST_CASE("on connection the box is asked who it is and painted in full without waiting for the answer") {
  SurfaceRig rig("connect");
  rig.turn("/ch/01/fader", 0);
  rig.turn("/ch/02/mute", 1);
  rig.turn("/ch/03/pan", -100);
  rig.driver().connect();
  rig.run(1);
  const MidiMessages sent = rig.take();
  REQUIRE(!sent.empty());
  CHECK(sent.front() == Bytes{0xF0, 0x00, 0x00, 0x66, 0x14, 0x00, 0xF7});
  CHECK(has(sent, fader_message(0, 12287)));
  for (int fader = 1; fader < 8; ++fader) CHECK(has(sent, fader_message(fader, 0)));
  CHECK(has(sent, fader_message(8, 12287)));  // the main's default is 0 dB
  for (int key = 0; key <= 115; ++key) {
    const bool has_light = key < 32 || (key >= 40 && key <= 101) || key >= 113;
    // mute 2, select 1, page of pans, layer of channels (two keys), unsaved, undo, time code stopped, pots across the
    // strips
    const bool is_lit = key == 0x11 || key == 0x18 || key == 0x2A || key == 0x33 || key == 0x3F || key == 0x50 ||
                        key == 0x51 || key == 0x5D || key == 0x60;
    CAPTURE(key);
    CHECK(count(sent, note(key, is_lit ? 0x7F : 0x00)) == (has_light ? 1 : 0));
  }
  CHECK(has(sent, controller(0x30, 0x56)));  // ch 1: centre, with its light
  CHECK(has(sent, controller(0x32, 0x11)));  // ch 3: far left
  CHECK(has(sent, text_message(0x00, "Ch 1   Ch 2   Ch 3   Ch 4   Ch 5   Ch 6   Ch 7   Ch 8   ")));
  CHECK(has(sent, text_message(0x38, "Ch 1   Ch 2   Ch 3   Ch 4   Ch 5   Ch 6   Ch 7   Ch 8   ")));
  CHECK(has(sent, controller(0x4B, '0')));
  CHECK(has(sent, controller(0x4A, '1')));
  for (int digit = 0x40; digit <= 0x49; ++digit) CHECK(has(sent, controller(digit, ' ')));
  for (int strip = 0; strip < 8; ++strip) CHECK(has(sent, Bytes{0xD0, static_cast<uint8_t>(strip << 4 | 0x0F)}));
}

TEST_CASE("a box that says nothing is greeted and painted a few times, then left alone") {
  SurfaceRig rig("silent");
  rig.driver().connect();
  rig.run(5000);
  const MidiMessages sent = rig.take();
  CHECK(of_status(sent, 0xE0).size() == 5);
  CHECK(count(sent, {0xF0, 0x00, 0x00, 0x66, 0x14, 0x00, 0xF7}) == 7);
  rig.run(10000);
  CHECK(!has(rig.take(), {0xF0, 0x00, 0x00, 0x66, 0x14, 0x00, 0xF7}));
}

TEST_CASE("nothing is sent while nothing changes, but now and then a question whether the box is there") {
  PaintedRig rig("quiet");
  rig.run(1800);
  CHECK(rig.take().empty());
  rig.run(200);
  CHECK(rig.take() == MidiMessages{{0xF0, 0x00, 0x00, 0x66, 0x14, 0x13, 0x00, 0xF7}});
}

TEST_CASE("a box that comes to life later is painted again, a Logic Control gets its answer first") {
  PaintedRig rig("alive");
  rig.say({0xF0, 0x00, 0x00, 0x66, 0x14, 0x01, 1, 2, 3, 4, 5, 6, 7, 9, 9, 9, 9, 0xF7});
  rig.run(1);
  CHECK(of_status(rig.take(), 0xE0).size() == 1);

  rig.say({0xF0, 0x00, 0x00, 0x66, 0x10, 0x01, 1, 2, 3, 4, 5, 6, 7, 0x11, 0x22, 0x33, 0x44, 0xF7});
  rig.run(1);
  const MidiMessages sent = rig.take();
  REQUIRE(!sent.empty());
  // r1 = 11 + (22 ^ 0A) - 44, r2 = (33 >> 4) ^ (11 + 44), r3 = (44 - (33 << 2)) ^ (11 | 22), r4 = 22 - 33 + (F0 ^ (44
  // << 4))
  CHECK(sent.front() == Bytes{0xF0, 0x00, 0x00, 0x66, 0x10, 0x02, 1, 2, 3, 4, 5, 6, 7, 0x75, 0x56, 0x4B, 0x1F, 0xF7});
  CHECK(has(sent, fader_message(0, 0)));
}

TEST_CASE("a fader's printed dB and its 14-bit position agree, in both directions") {
  PaintedRig rig("law");
  for (const LawPoint& point : kLaw) {
    CAPTURE(point.dB);
    rig.turn("/ch/01/fader", point.dB);
    rig.run(40);
    const MidiMessages sent = of_status(rig.take(), 0xE0);
    REQUIRE(!sent.empty());
    CHECK(sent.back() == fader_message(0, point.position));

    rig.say(touch(1));
    rig.say(fader_message(1, point.position));
    // One step of 16383 is 0.03 dB at -70 dB and less above.
    CHECK(rig.value("/ch/02/fader") == Approx(point.dB).margin(0.03));
    rig.say(release(1));
    rig.run(150);
    rig.take();
  }
  rig.turn("/ch/01/fader", kOff_dB);
  rig.run(40);
  CHECK(has(rig.take(), fader_message(0, 0)));
  rig.say(touch(1));
  rig.say(fader_message(1, 0));
  CHECK(rig.value("/ch/02/fader") == kOff_dB);
}

TEST_CASE("the ninth fader is the main") {
  PaintedRig rig("main");
  rig.say(touch(8));
  rig.say(fader_message(8, 8192));
  CHECK(rig.value("/main/fader") == Approx(-10).margin(0.01));
}

TEST_CASE("a fader at its upper end stop is at the top of the law, although ten bits do not reach 16383") {
  PaintedRig rig("stop");
  rig.say(touch(0));
  rig.say(fader_message(0, 1023 * 16));
  CHECK(rig.value("/ch/01/fader") == 10);

  PaintedRig x_touch("x-touch", *surface_named("X-Touch"));
  x_touch.say(touch(0));
  x_touch.say({0xE0, 0x7C, 0x7C});  // 15996
  CHECK(x_touch.value("/ch/01/fader") == 10);
}

TEST_CASE("a touched fader is never driven - released, it is sent where the desk is, once") {
  PaintedRig rig("touch");
  rig.say(touch(2));
  for (int step = 0; step <= 40; ++step) {
    rig.say(fader_message(2, 200 * step));
    rig.run(10);
  }
  CHECK(of_status(rig.take(), 0xE2).empty());
  CHECK(rig.value("/ch/03/fader") == Approx(-10.94).margin(0.01));
  rig.say(release(2));
  rig.run(1000);
  const MidiMessages sent = of_status(rig.take(), 0xE2);
  REQUIRE(sent.size() == 1);
  CHECK(sent.front() == fader_message(2, 8000));
}

TEST_CASE("a touch alone moves nothing, and its fader is sent home all the same") {
  PaintedRig rig("touch_alone");
  rig.say(touch(0));
  rig.run(100);
  rig.say(release(0));
  rig.run(100);
  CHECK(rig.value("/ch/01/fader") == kOff_dB);
  CHECK(of_status(rig.take(), 0xE0) == MidiMessages{fader_message(0, 0)});
}

TEST_CASE("a touch holds the control against other hands, and is one step of undo") {
  PaintedRig rig("hold");
  rig.say(touch(0));
  CHECK(rig.holder("/ch/01/fader") == rig.link().slot());
  for (int position = 0; position <= 12287; position += 512) rig.say(fader_message(0, position));
  rig.say(release(0));
  rig.run(50);
  CHECK(rig.holder("/ch/01/fader") == -1);
  rig.say(note(0x51, 0x7F));
  CHECK(rig.value("/ch/01/fader") == kOff_dB);
}

TEST_CASE("a fader that moves without a touch is held from its first move until 300 ms after the last") {
  PaintedRig rig("implicit");
  rig.say(fader_message(4, 4000));
  rig.run(100);
  rig.say(fader_message(4, 4096));
  CHECK(rig.value("/ch/05/fader") == Approx(-30).margin(0.01));
  CHECK(rig.holder("/ch/05/fader") == rig.link().slot());
  rig.run(299);
  CHECK(rig.holder("/ch/05/fader") == rig.link().slot());
  CHECK(of_status(rig.take(), 0xE4).empty());
  rig.run(10);
  CHECK(rig.holder("/ch/05/fader") == -1);
  CHECK(of_status(rig.take(), 0xE4) == MidiMessages{fader_message(4, 4096)});
}

TEST_CASE("a motor that travels or settles moves nothing on the desk") {
  PaintedRig rig("noise");
  rig.turn("/ch/01/fader", 0);
  rig.run(1);
  for (const int position : {3000, 9000, 12287, 12300}) {  // on its way, within 100 ms of being sent
    rig.run(20);
    rig.say(fader_message(0, position));
  }
  rig.run(1000);
  rig.say(fader_message(0, 12287 + 16));  // settled one step of its ten bits beside the target
  CHECK(rig.value("/ch/01/fader") == 0);
  CHECK(rig.holder("/ch/01/fader") == -1);
  rig.say(fader_message(0, 12287 + 64));
  CHECK(rig.value("/ch/01/fader") > 0);
}

TEST_CASE("a fader is sent at most fifty times a second, and ends where the desk ends") {
  PaintedRig rig("rate");
  for (int ms = 0; ms < 1000; ++ms) {
    rig.turn("/ch/01/fader", -40 + 0.04f * static_cast<float>(ms));
    rig.run(1);
  }
  rig.turn("/ch/01/fader", 0);
  rig.run(40);
  const MidiMessages sent = of_status(rig.take(), 0xE0);
  CHECK(sent.size() <= 52);
  CHECK(sent.size() >= 20);
  CHECK(sent.back() == fader_message(0, 12287));
}

}  // namespace headroom
