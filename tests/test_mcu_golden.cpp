// Whole streams of Mackie Control, byte for byte, each derived from the published description: what goes to a box when
// it is connected, banked, flipped, when a fader, a pan and the equaliser move, and when it sounds. A clause stands
// beside each.
#include <catch2/catch.hpp>
#include <sstream>
#include <string>

#include "tests/mcu_rig.h"

namespace headroom {
namespace {

// "90 18 7F, B0 30 56": messages in hexadecimal. Words in single quotes are their characters: 'Ch 1'.
MidiMessages stream(const std::string& text) {
  MidiMessages messages(1);
  for (size_t at = 0; at < text.size();) {
    if (text[at] == ',') {
      messages.emplace_back();
      ++at;
    } else if (text[at] == '\'') {
      const size_t end = text.find('\'', at + 1);
      messages.back().insert(messages.back().end(), text.begin() + static_cast<std::ptrdiff_t>(at) + 1,
                             text.begin() + static_cast<std::ptrdiff_t>(end));
      at = end + 1;
    } else if (std::isxdigit(static_cast<unsigned char>(text[at]))) {
      messages.back().push_back(static_cast<uint8_t>(std::stoi(text.substr(at, 2), nullptr, 16)));
      at += 2;
    } else {
      ++at;
    }
  }
  return messages;
}

std::string hex(const MidiMessages& messages) {
  std::ostringstream text;
  for (const Bytes& message : messages) {
    for (const uint8_t byte : message) text << std::hex << std::uppercase << (byte < 16 ? "0" : "") << +byte << ' ';
    text << '\n';
  }
  return text.str();
}

// What goes to the box within the next `milliseconds`, in order.
void check_sent(SurfaceRig& rig, int milliseconds, const std::string& expected) {
  rig.run(milliseconds);
  CHECK(hex(rig.take()) == hex(stream(expected)));
}

// Lights that are dark, note by note, as the rows of section 4 stand.
std::string dark(int first, int last) {
  std::string text;
  for (int note = first; note <= last; ++note) {
    char message[16];
    std::snprintf(message, sizeof message, "%s90 %02X 00", text.empty() ? "" : ", ", static_cast<unsigned>(note));
    text += message;
  }
  return text;
}

}  // namespace

TEST_CASE("golden: connect") {
  SurfaceRig rig("golden_connect");
  rig.driver().connect();
  check_sent(
      rig, 1,
      "F0 00 00 66 14 00 F7,"  // 1: device query
      // 2: pitch bend, channel = strip, the ninth the main; a new desk's faders are down, its main at 0 dB = 12287
      "E0 00 00, E1 00 00, E2 00 00, E3 00 00, E4 00 00, E5 00 00, E6 00 00, E7 00 00, E8 7F 5F," +
          dark(0x08, 0x0F) + "," +                                     // 4: SOLO 1-8
          dark(0x10, 0x17) + "," +                                     // 4: MUTE 1-8
          "90 18 7F," + dark(0x19, 0x1F) + "," +                       // 4: SELECT: channel 1 is selected
          dark(0x00, 0x07) + "," +                                     // 4: REC/RDY 1-8
          dark(0x28, 0x29) + ", 90 2A 7F," + dark(0x2B, 0x32) + "," +  // 4: Assign: Pan is open
          "90 33 7F," + dark(0x34, 0x3E) + ", 90 3F 7F," +             // 4: global view, inputs: channels lie there
          dark(0x40, 0x5C) + ", 90 5D 7F," +                           // 4: stop: the desk's time code stands
          dark(0x5E, 0x5F) + ", 90 60 7F," + dark(0x61, 0x65) + "," +  // 4: cursor up: across the strips
          "90 73 00, 90 71 00, 90 72 00,"                              // 4: rude solo, SMPTE, BEATS
          // 3: pan in the middle: mode 1, 1 + round(0.5 * 10) = 6, and the small light
          "B0 30 56, B0 31 56, B0 32 56, B0 33 56, B0 34 56, B0 35 56, B0 36 56, B0 37 56,"
          "D0 0F, D0 1F, D0 2F, D0 3F, D0 4F, D0 5F, D0 6F, D0 7F,"  // 7: overload cleared
          // 6: upper line from 00, lower line from 38, seven characters a strip
          "F0 00 00 66 14 12 00 'Ch 1   Ch 2   Ch 3   Ch 4   Ch 5   Ch 6   Ch 7   Ch 8   ' F7,"
          "F0 00 00 66 14 12 38 'Ch 1   Ch 2   Ch 3   Ch 4   Ch 5   Ch 6   Ch 7   Ch 8   ' F7,"
          // 5: ten digits of time, blank; then the assignment: bank 01, right digit first
          "B0 40 20, B0 41 20, B0 42 20, B0 43 20, B0 44 20, B0 45 20, B0 46 20, B0 47 20, B0 48 20, B0 49 20,"
          "B0 4A 31, B0 4B 30");
}

TEST_CASE("golden: bank") {
  PaintedRig rig("golden_bank");
  rig.turn("/ch/10/fader", -10);
  rig.turn("/ch/11/mute", 1);
  rig.turn("/ch/12/pan", -100);
  rig.run(100);
  rig.take();
  rig.say({0x90, 0x2F, 0x7F, 0x90, 0x2F, 0x00});  // 4: bank right, pressed and released
  check_sent(rig, 60,
             "E1 00 40,"            // 2: -10 dB is 8192
             "90 12 7F, 90 18 00,"  // 4: MUTE 3 of this bank; channel 1 is selected no more here
             "B0 33 11,"            // 3: full left: mode 1, 1
             "F0 00 00 66 14 12 00 'Ch 9   Ch 10  Ch 11  Ch 12  Ch 13  Ch 14  Ch 15  Ch 16  ' F7,"
             "F0 00 00 66 14 12 38 'Ch 9   Ch 10  Ch 11  Ch 12  Ch 13  Ch 14  Ch 15  Ch 16  ' F7,"
             "B0 4A 32");  // 5: 02
}

TEST_CASE("golden: flip") {
  PaintedRig rig("golden_flip");
  rig.turn("/ch/02/fader", 0);
  rig.turn("/ch/03/pan", 100);
  rig.run(1200);
  rig.take();
  rig.say({0x90, 0x32, 0x7F});  // 4: flip
  check_sent(rig, 60,
             // 2: pans on the faders: the middle is 8192, right the top; the main stays
             "E0 00 40, E1 00 40, E2 7F 7F, E3 00 40, E4 00 40, E5 00 40, E6 00 40, E7 00 40,"
             "90 32 7F,"
             // 3: levels on the rings: mode 2, nothing at -oo, 1 + round(0.75 * 10) = 9 at 0 dB
             "B0 30 00, B0 31 29, B0 32 00, B0 33 00, B0 34 00, B0 35 00, B0 36 00, B0 37 00");
  rig.run(100);                 // 2: its motor has settled
  rig.say({0xE3, 0x00, 0x00});  // the fader is the pan now
  CHECK(rig.value("/ch/04/pan") == -100);
}

TEST_CASE("golden: a fader under a hand") {
  PaintedRig rig("golden_fader");
  rig.say({0x90, 0x68, 0x7F});  // 2: touch of strip 1 is note 104
  rig.say({0xE0, 0x7F, 0x5F});  // 12287: 0 dB
  CHECK(rig.value("/ch/01/fader") == Approx(0).margin(0.001));
  check_sent(rig, 60,
             "90 50 7F, 90 51 7F,"                  // 4: save and undo have something to do
             "F0 00 00 66 14 12 38 '0.0 dB ' F7");  // 6: the value while it moves; 2: no position to a touched fader
  rig.say({0x90, 0x68, 0x00});
  check_sent(rig, 60, "E0 7F 5F");  // 2: released, the present position, once
  check_sent(rig, 1000, "F0 00 00 66 14 12 38 'Ch 1   ' F7");
}

TEST_CASE("golden: pan") {
  PaintedRig rig("golden_pan");
  rig.say({0xB0, 0x11, 0x05});  // 3: V-Pot 2, five ticks clockwise
  CHECK(rig.value("/ch/02/pan") == 10);
  check_sent(rig, 60,
             "90 50 7F, 90 51 7F,"
             "B0 31 17,"  // 3: mode 1, 1 + round(0.55 * 10) = 7
             "F0 00 00 66 14 12 3F 'R10    ' F7");
  rig.say({0xB0, 0x11, 0x45});  // 3: bit 6: five ticks back
  check_sent(rig, 60, "B0 31 56, F0 00 00 66 14 12 3F 'C      ' F7");
  rig.say({0xB0, 0x12, 0x42});
  rig.run(60);
  rig.take();
  rig.say({0x90, 0x22, 0x7F});  // 3: the push of V-Pot 3 is note 34
  check_sent(rig, 60, "B0 32 56, F0 00 00 66 14 12 46 'C      ' F7");
}

TEST_CASE("golden: equaliser assignment") {
  PaintedRig rig("golden_eq");
  rig.say({0x90, 0x2C, 0x7F, 0x90, 0x2C, 0x00});  // 4: Assign: EQ
  check_sent(rig, 60,
             "90 2A 00, 90 2C 7F, 90 60 00, 90 61 7F,"  // 4: pan off, EQ on; cursor down: into the selected channel
             // 3: type and frequency are dots, gain is boost/cut, Q is spread:
             // low shelf 1 of 0...5: 1 + round(0.2 * 10); 100 Hz of 20...20000: 1 + round(0.233 * 10); 0 dB; Q 0.7 of
             // 0.1...20: 1 + round(0.367 * 5); bell; 250 Hz: 1 + round(0.366 * 10); 0 dB; Q 1: 1 + round(0.435 * 5)
             "B0 30 03, B0 31 03, B0 33 33, B0 34 01, B0 35 05, B0 37 33,"
             "F0 00 00 66 14 12 38 '1 type 1 freq 1 gain 1 Q    2 type 2 freq 2 gain 2 Q    ' F7,"
             "B0 4A 11, B0 4B 05");  // 5: EQ
  rig.say({0xB0, 0x12, 0x03});
  CHECK(rig.value("/ch/01/eq/1/gain") > 0);
  rig.say({0xB0, 0x11, 0x01});
  CHECK(rig.value("/ch/01/eq/1/freq") > 100);
}

TEST_CASE("golden: meters") {
  PaintedRig rig("golden_meters");
  const auto sound = [&](float peak, const std::string& expected) {
    const MeterLook look = meters_at(rig, 5, peak);
    rig.run(50, &look);
    CHECK(hex(rig.take()) == hex(stream(expected)));
  };
  sound(0.33f, "D0 57");        // 7: -9.6 dBFS stands above -10 and below -8
  sound(0.33f, "D0 57");        // 7: the bar falls by itself, so it is repeated
  sound(1.0f, "D0 5C, D0 5E");  // 7: 0 dBFS, and the overload light of strip 6
  sound(0.0f, "D0 50");
  rig.run(2800);
  CHECK(of_status(rig.take(), 0xD0).empty());
  check_sent(rig, 200, "D0 5F");  // 7: three seconds later it is cleared
}

}  // namespace headroom
