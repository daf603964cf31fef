// Mackie Control's keys, V-Pots, displays, meters and banks, byte by byte, as its published tables say it: what the box
// sends moves the desk, and what the desk does shows on the box.
#include <catch2/catch.hpp>

#include "surfaces/midi/mackie_control.h"
#include "tests/mcu_rig.h"

namespace headroom {

TEST_CASE("mute, solo and select toggle the strip's and show it in their lights") {
  PaintedRig rig("keys");
  rig.say(note(0x10, 0x7F));
  rig.say(note(0x10, 0x00));
  CHECK(rig.value("/ch/01/mute") == 1);
  rig.say(note(0x0F, 0x7F));
  CHECK(rig.value("/ch/08/solo") == 1);
  rig.say(note(0x1B, 0x7F));
  CHECK(rig.value("/desk/selected") == rig.desk().table().strip_of(kChannel, 4));
  rig.run(25);
  const MidiMessages sent = rig.take();
  CHECK(has(sent, note(0x10, 0x7F)));
  CHECK(has(sent, note(0x0F, 0x7F)));
  CHECK(has(sent, note(0x18, 0x00)));
  CHECK(has(sent, note(0x1B, 0x7F)));
  CHECK(has(sent, note(0x73, 0x7F)));             // "rude solo"
  rig.say({0x90, 0x10, 0x7F, 0x80, 0x10, 0x40});  // released with a note-off
  CHECK(rig.value("/ch/01/mute") == 0);
}

TEST_CASE("the global solo key clears every solo") {
  PaintedRig rig("solo_clear");
  rig.turn("/ch/01/solo", 1);
  rig.turn("/aux/2/solo", 1);
  rig.run(25);
  CHECK(has(rig.take(), note(0x5A, 0x7F)));
  rig.say(note(0x5A, 0x7F));
  CHECK(rig.value("/ch/01/solo") == 0);
  CHECK(rig.value("/aux/2/solo") == 0);
  rig.run(25);
  CHECK(has(rig.take(), note(0x73, 0x00)));
}

TEST_CASE("a channel muted by its DCA flashes its mute light, steady where a box cannot flash") {
  PaintedRig rig("dca");
  rig.turn("/ch/03/dca/2", 1);
  rig.turn("/dca/2/mute", 1);
  rig.run(1);
  CHECK(has(rig.take(), note(0x12, 0x01)));

  PaintedRig steady("steady", *surface_named("iCON QCon Pro G2"));
  steady.turn("/ch/03/dca/2", 1);
  steady.turn("/dca/2/mute", 1);
  steady.run(1);
  CHECK(has(steady.take(), note(0x12, 0x7F)));
}

TEST_CASE("a V-Pot pans by its ticks, stops at the centre, and its push centres") {
  PaintedRig rig("pan");
  rig.say(controller(0x10, 0x05));
  CHECK(rig.value("/ch/01/pan") == 10);
  rig.say(controller(0x10, 0x41));
  rig.say(controller(0x10, 0x40));  // no ticks count as one
  CHECK(rig.value("/ch/01/pan") == 6);
  rig.say(controller(0x10, 0x4A));  // ten to the left would pass the centre
  CHECK(rig.value("/ch/01/pan") == 0);
  rig.say(controller(0x10, 0x7F));
  CHECK(rig.value("/ch/01/pan") == -100);
  rig.run(1);
  CHECK(has(rig.take(), controller(0x30, 0x11)));
  rig.say(note(0x20, 0x7F));
  CHECK(rig.value("/ch/01/pan") == 0);
  rig.run(1);
  CHECK(has(rig.take(), controller(0x30, 0x56)));
}

TEST_CASE("a ring shows the pan in eleven steps, and the exact centre with a light of its own") {
  struct RingPoint {
    float pan;
    int value;
  };
  constexpr RingPoint kRing[] = {{-100, 0x11}, {-80, 0x12}, {-60, 0x13}, {-40, 0x14}, {-20, 0x15}, {0, 0x56},
                                 {2, 0x16},    {20, 0x17},  {40, 0x18},  {60, 0x19},  {80, 0x1A},  {100, 0x1B}};
  PaintedRig rig("ring");
  rig.turn("/ch/08/pan", 50);
  for (const RingPoint& point : kRing) {
    CAPTURE(point.pan);
    rig.turn("/ch/08/pan", point.pan);
    rig.run(1);
    CHECK(has(rig.take(), controller(0x37, point.value)));
  }
}

TEST_CASE("a bank is as many strips as there are faders - after the channels come groups, auxes, matrices, DCAs") {
  PaintedRig rig("bank");
  rig.turn("/ch/09/fader", -10);
  rig.turn("/aux/2/fader", -20);
  rig.run(60);
  rig.take();
  rig.say(note(0x2F, 0x7F));
  rig.run(60);
  MidiMessages sent = rig.take();
  CHECK(has(sent, fader_message(0, 8192)));
  CHECK(has(sent, text_message(0x00, "Ch 9   Ch 10  Ch 11  Ch 12  Ch 13  Ch 14  Ch 15  Ch 16  ")));
  CHECK(has(sent, controller(0x4A, '2')));
  CHECK(of_status(sent, 0xE8).empty());  // the main stays

  rig.say(note(0x2F, 0x7F));
  rig.run(60);
  sent = rig.take();
  CHECK(has(sent, text_message(0x00, "Group1 Group2 Aux 1  Aux 2  Aux 3  Aux 4  Matrx1 Matrx2 ")));
  CHECK(has(sent, fader_message(3, 6144)));

  rig.say(note(0x2F, 0x7F));
  rig.run(60);
  sent = rig.take();
  CHECK(has(sent, text_message(0x00, "DCA 1  DCA 2                                            ")));
  CHECK(has(sent, fader_message(3, 0)));

  rig.say(note(0x2F, 0x7F));  // there is no more
  rig.run(60);
  CHECK(rig.take().empty());
  rig.say(note(0x30, 0x7F));  // one channel back
  rig.run(60);
  CHECK(has(rig.take(), text_message(0x00, "Matrx2 DCA 1  DCA 2  ")));
}

TEST_CASE("a hand on a fader whose bank goes away has lost its hold until it comes anew") {
  PaintedRig rig("bank_touched");
  rig.turn("/ch/09/fader", -10);
  rig.run(1);
  rig.take();
  rig.say(touch(0));
  rig.say(fader_message(0, 12287));
  rig.say(note(0x2F, 0x7F));
  CHECK(rig.holder("/ch/01/fader") == -1);
  rig.say(fader_message(0, 2000));
  rig.run(100);
  CHECK(rig.value("/ch/01/fader") == Approx(0).margin(0.01));
  CHECK(rig.value("/ch/09/fader") == -10);
  CHECK(of_status(rig.take(), 0xE0).empty());
  rig.say(release(0));
  rig.run(100);
  CHECK(of_status(rig.take(), 0xE0) == MidiMessages{fader_message(0, 8192)});
  rig.say(touch(0));
  rig.say(fader_message(0, 12287));
  CHECK(rig.value("/ch/09/fader") == Approx(0).margin(0.01));
}

TEST_CASE("names are cut readably to six characters") {
  PaintedRig rig("names");
  struct Name {
    const char* full;
    const char* shown;
  };
  constexpr Name kNames[] = {{"Kick In", "KickIn "},     {"Lead Vox", "LeadVx "},     {"Overhead L", "OvrhdL "},
                             {"BV 2", "BV 2   "},        {"Bj\xC3\xB6rk", "Bjork  "}, {"Channel 12", "Chnn12 "},
                             {"\xE9\xBC\x93", "?      "}};
  const ControlId name = rig.desk().table().find("/ch/02/name");
  for (const Name& row : kNames) {
    REQUIRE(rig.link().set_text(name, row.full));
    rig.say({});
    rig.run(60);
    CAPTURE(row.full);
    CHECK(has(rig.take(), text_message(0x07, row.shown)));
  }
}

TEST_CASE("the lower line says the value while it moves, and a second later whose strip it is") {
  PaintedRig rig("lower_line");
  rig.turn("/ch/04/fader", -6);
  rig.run(1);
  CHECK(has(rig.take(), text_message(0x38 + 3 * 7, "-6.0dB ")));
  rig.turn("/ch/04/fader", -12.5f);
  rig.run(80);
  CHECK(has(rig.take(), text_message(0x38 + 3 * 7, "-12.5  ")));
  rig.turn("/ch/04/pan", -35);
  rig.run(80);
  CHECK(has(rig.take(), text_message(0x38 + 3 * 7, "L35    ")));
  rig.run(910);
  CHECK(rig.take().empty());
  rig.run(40);
  CHECK(rig.take() == MidiMessages{text_message(0x38 + 3 * 7, "Ch 4   ")});
}

TEST_CASE("meter bars follow the table of thresholds") {
  struct MeterPoint {
    float dBFS;
    int height;
  };
  constexpr MeterPoint kMeter[] = {{-61, 0}, {-60, 1}, {-50, 2}, {-40, 3}, {-30, 4}, {-20, 5}, {-14, 6},
                                   {-10, 7}, {-8, 8},  {-6, 9},  {-4, 10}, {-2, 11}, {0, 12}};
  for (const MeterPoint& point : kMeter) {
    CAPTURE(point.dBFS);
    CHECK(meter_height(std::pow(10.0f, (point.dBFS + 0.01f) / 20)) == point.height);
  }
}

TEST_CASE("a bar is sent again while there is signal, dark once, and an over is shown for three seconds") {
  PaintedRig rig("meters");
  const MeterLook signal = meters_at(rig, 5, 0.33f), silence = meters_at(rig, 5, 0), over = meters_at(rig, 5, 1.2f);
  for (int i = 0; i < 3; ++i) rig.run(50, &signal);
  CHECK(rig.take() == MidiMessages(3, Bytes{0xD0, 0x57}));
  for (int i = 0; i < 3; ++i) rig.run(50, &silence);
  CHECK(rig.take() == MidiMessages{{0xD0, 0x50}});
  rig.run(50, &over);
  CHECK(rig.take() == MidiMessages{{0xD0, 0x5C}, {0xD0, 0x5E}});
  rig.run(2900);
  CHECK(of_status(rig.take(), 0xD0).empty());
  rig.run(100);
  CHECK(rig.take() == MidiMessages{{0xD0, 0x5F}});
}

TEST_CASE(
    "X-Touch back-lights take the colours of the table, all eight in one message - other boxes hear nothing of it") {
  PaintedRig rig("colours", *surface_named("Behringer X-Touch"));
  rig.turn("/ch/02/color", 1);  // red
  rig.turn("/ch/03/color", 7);  // blue
  rig.run(200);
  CHECK(rig.take().back() == Bytes{0xF0, 0x00, 0x00, 0x66, 0x14, 0x72, 7, 1, 4, 7, 7, 7, 7, 7, 0xF7});
  PaintedRig plain("no_colours");
  plain.turn("/ch/02/color", 1);
  plain.run(200);
  CHECK(of_status(plain.take(), 0xF0).empty());
}

TEST_CASE("save and undo reach the desk") {
  PaintedRig rig("save");
  rig.say(note(0x50, 0x7F));
  CHECK(rig.desk().take_save_request());
}

}  // namespace headroom
