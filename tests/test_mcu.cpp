// Mackie Control, byte by byte, as its published tables say it: what the box sends moves the desk, what the desk does shows
// on the box, and motors never fight a hand.
#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "surfaces/midi/byte_budget.h"
#include "surfaces/midi/mackie_control.h"
#include "tests/mcu_box.h"
#include "tests/surface_rig.h"

namespace headroom {
namespace {

using Bytes = std::vector<uint8_t>;

Bytes fader_message(int fader, int position) {
  return {static_cast<uint8_t>(0xE0 | fader), static_cast<uint8_t>(position & 0x7F), static_cast<uint8_t>(position >> 7)};
}
Bytes note(int number, int velocity) { return {0x90, static_cast<uint8_t>(number), static_cast<uint8_t>(velocity)}; }
Bytes controller(int number, int value) { return {0xB0, static_cast<uint8_t>(number), static_cast<uint8_t>(value)}; }
Bytes touch(int fader) { return note(104 + fader, 0x7F); }
Bytes release(int fader) { return note(104 + fader, 0x00); }

Bytes text_message(int offset, const std::string& text) {
  Bytes bytes = {0xF0, 0x00, 0x00, 0x66, 0x14, 0x12, static_cast<uint8_t>(offset)};
  for (const char character : text) bytes.push_back(static_cast<uint8_t>(character));
  bytes.push_back(0xF7);
  return bytes;
}

size_t count(const MidiMessages& messages, const Bytes& message) {
  return static_cast<size_t>(std::count(messages.begin(), messages.end(), message));
}
bool has(const MidiMessages& messages, const Bytes& message) { return count(messages, message) > 0; }
MidiMessages of_status(const MidiMessages& messages, uint8_t status) {
  MidiMessages found;
  std::copy_if(messages.begin(), messages.end(), std::back_inserter(found),
               [&](const Bytes& message) { return message[0] == status; });
  return found;
}

// A box that has been connected and painted, with nothing left to say.
struct PaintedRig : SurfaceRig {
  explicit PaintedRig(const std::string& name, const SurfaceDevice& device = kGenericSurface) : SurfaceRig(name, device) {
    driver().connect();
    run(1);
    say({0xF0, 0x00, 0x00, 0x66, device.id, 0x06, 0xF7});  // "ready"
    run(150);  // longer than motors are given to travel
    take();
  }
};

MeterLook meters_at(const SurfaceRig& rig, int lane, float peak) {
  MeterLook look;
  look.banks.resize(static_cast<size_t>(const_cast<SurfaceRig&>(rig).desk().lanes().layout().banks()));
  look.banks[0].peak[static_cast<size_t>(lane)] = peak;
  look.frames = 32;
  return look;
}

// Fader law of the reference: dB, and the 14-bit position that stands for it.
struct LawPoint {
  float dB;
  int position;
};
constexpr LawPoint kLaw[] = {{10, 16383}, {8, 15564},  {5, 14335},  {0, 12287},  {-5, 10239}, {-10, 8192}, {-20, 6144},
                             {-30, 4096}, {-40, 3072}, {-50, 2048}, {-60, 1024}, {-70, 683}};

}  // namespace

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
    const bool is_lit = key == 0x11 || key == 0x18 || key == 0x50 || key == 0x51;  // mute 2, select 1, unsaved, undo
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
  rig.run(10000);
  CHECK(of_status(rig.take(), 0xE0).size() == 4);
}

TEST_CASE("nothing is sent while nothing changes") {
  PaintedRig rig("quiet");
  rig.run(2000);
  CHECK(rig.take().empty());
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
  // r1 = 11 + (22 ^ 0A) - 44, r2 = (33 >> 4) ^ (11 + 44), r3 = (44 - (33 << 2)) ^ (11 | 22), r4 = 22 - 33 + (F0 ^ (44 << 4))
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
  CHECK(has(sent, note(0x73, 0x7F)));  // "rude solo"
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
  constexpr Name kNames[] = {{"Kick In", "KickIn "},    {"Lead Vox", "LeadVx "}, {"Overhead L", "OvrhdL "},
                             {"BV 2", "BV 2   "},       {"Bj\xC3\xB6rk", "Bjork  "}, {"Channel 12", "Chnn12 "},
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
  constexpr MeterPoint kMeter[] = {{-61, 0}, {-60, 1}, {-50, 2}, {-40, 3}, {-30, 4},  {-20, 5},  {-14, 6},
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
  CHECK(rig.take().empty());
  rig.run(100);
  CHECK(rig.take() == MidiMessages{{0xD0, 0x5F}});
}

TEST_CASE("X-Touch back-lights take the colours of the table, all eight in one message - other boxes hear nothing of it") {
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

TEST_CASE("boxes are known by what they can do") {
  CHECK(surface_named("X-Touch:X-Touch X-TOUCH_INT 24:0")->colors);
  CHECK(!surface_named("X-Touch:X-Touch X-TOUCH_EXT 24:1"));
  CHECK(!surface_named("X-Touch COMPACT")->text);
  CHECK(!surface_named("BCF2000 MIDI 1")->touch);
  CHECK(!surface_named("Some Keyboard"));
}

TEST_CASE("save and undo reach the desk") {
  PaintedRig rig("save");
  rig.say(note(0x50, 0x7F));
  CHECK(rig.desk().take_save_request());
}

TEST_CASE("an extender to the right carries on where the main box ends") {
  SurfaceRig rig("extender");
  RecordingOutlet right_outlet;
  MackieDriver right(*surface_named("X-Touch-Ext"), right_outlet);
  rig.layer().set_width(16);
  right.set_desk(&rig.link(), &rig.layer(), 8);
  right.tick(rig.now_ns(), nullptr);
  rig.say(note(0x2F, 0x7F));
  CHECK(rig.layer().first() == 16);
  right_outlet.messages.clear();
  right.tick(rig.now_ns() + 100 * kMillisecond_ns, nullptr);
  Bytes dcas = {0xF0, 0x00, 0x00, 0x66, 0x15, 0x12, 0x00};
  for (const char c : std::string("DCA 1  DCA 2  " + std::string(42, ' '))) dcas.push_back(static_cast<uint8_t>(c));
  dcas.push_back(0xF7);
  CHECK(has(right_outlet.messages, dcas));
}

TEST_CASE("a line with little room gets the newest picture in the end, and never half a message") {
  SurfaceRig rig("narrow");
  rig.outlet().room = 0;
  rig.driver().connect();
  McuBox box;
  for (int i = 0; i < 400; ++i) {
    rig.outlet().room += 6;  // 3000 bytes a second take 2 ms for 6
    rig.turn("/ch/01/fader", -0.1f * static_cast<float>(i));
    rig.run(2);
    for (const Bytes& message : rig.take()) box.receive(message);
  }
  CHECK(rig.driver().is_in_step());
  rig.run(40);
  for (const Bytes& message : rig.take()) box.receive(message);
  CHECK(box.misunderstood().empty());
  CHECK(box.text(0, 7) == "Ch 8   ");
  CHECK(box.fader_target(0) == position_of_value(rig.desk().table().row(rig.desk().table().find("/ch/1/fader")), -39.9f));
}

TEST_CASE("a DIN line is never given more than its bytes a second") {
  ByteBudget budget(3000);
  size_t sent = 0;
  for (int ms = 1; ms <= 10000; ++ms)
    while (budget.take(3, ms * kMillisecond_ns)) sent += 3;
  CHECK(sent <= 30000 + 300);
  CHECK(sent >= 29000);
}

TEST_CASE("a console that returns finds the box repainted and the hand still holding") {
  PaintedRig rig("console");
  rig.say(touch(0));
  rig.say(fader_message(0, 12287));
  rig.lose_console();
  rig.run(100);
  rig.say(fader_message(0, 8192));  // nobody there to hear it
  CHECK(rig.take().empty());
  rig.bring_console_back();
  rig.run(1);
  const MidiMessages sent = rig.take();
  CHECK(has(sent, text_message(0x00, "Ch 1   Ch 2   Ch 3   Ch 4   Ch 5   Ch 6   Ch 7   Ch 8   ")));
  CHECK(of_status(sent, 0xE0).empty());
  CHECK(rig.value("/ch/01/fader") == Approx(0).margin(0.01));
  CHECK(rig.holder("/ch/01/fader") == rig.link().slot());
  rig.say(fader_message(0, 8192));
  CHECK(rig.value("/ch/01/fader") == Approx(-10).margin(0.01));
}

TEST_CASE("a box that is unplugged lets go of what its hands held") {
  PaintedRig rig("unplug");
  rig.say(touch(3));
  rig.say(fader_message(5, 9000));  // without a touch
  rig.say(controller(0x11, 0x03));
  for (const char* address : {"/ch/04/fader", "/ch/06/fader", "/ch/02/pan"})
    CHECK(rig.holder(address) == rig.link().slot());
  rig.driver().disconnect(rig.now_ns());
  rig.say({});
  for (const char* address : {"/ch/04/fader", "/ch/06/fader", "/ch/02/pan"}) CHECK(rig.holder(address) == -1);
}

TEST_CASE("a box with motors ends a session showing exactly what the desk is") {
  SurfaceRig rig("story");
  McuBox box;
  const auto live = [&](int milliseconds) {
    for (int i = 0; i < milliseconds; ++i) {
      for (const Bytes& message : box.take_sent()) rig.say(message);
      rig.run(1);
      for (const Bytes& message : rig.take()) box.receive(message);
      box.advance(rig.now_ns());
    }
  };
  rig.driver().connect();
  live(300);
  CHECK(box.queries() == 1);
  box.touch(0);
  for (int position = 0; position <= 12000; position += 300) {
    box.move(0, position);
    live(5);
  }
  box.release(0);
  box.press(0x11);
  box.turn(3, -9);
  live(50);
  rig.turn("/ch/02/fader", -5);
  box.press(0x2F);
  live(100);
  rig.turn("/ch/12/fader", 3);
  live(300);
  box.press(0x2E);
  live(300);
  const Table& table = rig.desk().table();
  for (int i = 0; i < 8; ++i) {
    const StripIndex strip = table.strip_of(kChannel, i + 1);
    CAPTURE(i);
    CHECK(box.fader(i) == position_of_value(table.row(table.id(strip, Param::fader)), rig.show().value(strip, Param::fader)));
    CHECK(box.light(0x10 + i) == (rig.show().is_on(strip, Param::mute) ? 0x7F : 0));
  }
  CHECK(box.light(0x11) == 0x7F);
  CHECK(rig.value("/ch/04/pan") == -18);
  CHECK(box.ring(3) == 0x15);
  CHECK(box.assignment() == "01");
  CHECK(box.fights() == 0);
  CHECK(box.misunderstood().empty());
}

}  // namespace headroom
