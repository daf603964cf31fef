// What the monitor prints: every message in words a technician knows, by the published tables.
#include <catch2/catch.hpp>
#include <string>
#include <unistd.h>

#include "surfaces/midi/traffic.h"
#include "tests/mcu_rig.h"

namespace headroom {

TEST_CASE("a Mackie Control's messages are told by what they are on the box") {
  struct Told {
    Bytes message;
    bool to_box;
    const char* text;
  };
  const Told kTold[] = {
      {{0xE2, 0x00, 0x40}, false, "fader 3 at 8192"},
      {{0x90, 0x18, 0x7F}, false, "select 1 pressed"},
      {{0x90, 0x68, 0x00}, false, "touch 1 released"},
      {{0xB0, 0x11, 0x43}, false, "V-Pot 2 by -3"},
      {{0xB0, 0x3C, 0x01}, false, "jog 1 by 1"},
      {{0x90, 0x36, 0x7F}, false, "key f1 pressed"},
      {{0x90, 0x10, 0x01}, true, "mute 1 flashing"},
      {{0x90, 0x36, 0x00}, true, "key f1 dark"},
      {{0xD0, 0x5C}, true, "meter 6: 12"},
      {{0xB0, 0x31, 0x56}, true, "ring 2: 86"},
      {text_message(0, "Kick"), true, "system exclusive, 12 bytes \"fKick\""},
  };
  for (const Told& told : kTold) {
    CAPTURE(told.text);
    CHECK(message_text(told.message, BoxSpeech::mackie, told.to_box) == told.text);
  }
}

TEST_CASE("a HUI's messages are told by zone and port, by half of a fader, and its ping by name") {
  struct Told {
    Bytes message;
    bool to_box;
    const char* text;
  };
  const Told kTold[] = {
      {{0x90, 0x00, 0x00}, true, "ping"},
      {{0x90, 0x00, 0x7F}, false, "ping answered"},
      {{0xB0, 0x0F, 0x03}, false, "zone 3"},
      {{0xB0, 0x2F, 0x42}, false, "port 2 pressed"},
      {{0xB0, 0x2F, 0x02}, false, "port 2 released"},
      {{0xB0, 0x2C, 0x42}, true, "port 2 lit"},
      {{0xB0, 0x01, 0x40}, false, "fader 2 high half 64"},
      {{0xB0, 0x21, 0x10}, true, "fader 2 low half 16"},
      {{0xB0, 0x42, 0x43}, false, "V-Pot 3 by 3"},
      {{0xB0, 0x0D, 0x02}, false, "jog by -2"},
      {{0xB0, 0x12, 0x26}, true, "ring 3: 38"},
      {{0xA0, 0x03, 0x17}, true, "meter 4 right: 7"},
      {{0xFF}, false, "reset: it was just powered up"},
  };
  for (const Told& told : kTold) {
    CAPTURE(told.text);
    CHECK(message_text(told.message, BoxSpeech::hui, told.to_box) == told.text);
  }
}

TEST_CASE("any other box's messages are told as a map would write them") {
  CHECK(message_text(Bytes{0xB0, 16, 64}, BoxSpeech::plain, false) == "cc/1/16 = 64");
  CHECK(message_text(Bytes{0x99, 36, 100}, BoxSpeech::plain, false) == "note/10/36 = 100");
  CHECK(message_text(Bytes{0xE8, 0x7F, 0x7F}, BoxSpeech::plain, true) == "bend/9 = 16383");
  CHECK(message_text(Bytes{0xC0, 5}, BoxSpeech::plain, false) == "program/1/5 = 127");
  CHECK(message_text(Bytes{0x90, 5}, BoxSpeech::plain, false) == "not whole");
  CHECK(message_text(Bytes{}, BoxSpeech::plain, false).empty());
}

TEST_CASE("who watches sees every message from then on, in order, and notices when the writer is another") {
  const std::string desk = "traffic-" + std::to_string(getpid());
  CHECK(!TrafficReader::attach(desk));
  auto writer = std::make_unique<TrafficWriter>(desk);
  writer->write("before", BoxSpeech::plain, false, Bytes{0x90, 1, 1});
  auto reader = TrafficReader::attach(desk);
  REQUIRE(reader);
  TrafficRecord record;
  uint64_t lost = 0;
  CHECK(!reader->next(record, lost));
  writer->write("X-Touch MIDI 1", BoxSpeech::mackie, false, Bytes{0x90, 0x18, 0x7F});
  writer->write("X-Touch MIDI 1", BoxSpeech::mackie, true, Bytes(200, 0x11));
  REQUIRE(reader->next(record, lost));
  CHECK(traffic_text(record).ends_with("X-Touch MIDI 1  ->  90 18 7F   select 1 pressed"));
  REQUIRE(reader->next(record, lost));
  CHECK(record.to_box == 1);
  CHECK(record.count == 128);
  for (int i = 0; i < 5000; ++i) writer->write("busy", BoxSpeech::plain, true, Bytes{0x90, 1, 1});
  REQUIRE(reader->next(record, lost));
  CHECK(lost == 5000 - 4096);
  CHECK(reader->is_current());
  writer = std::make_unique<TrafficWriter>(desk);
  CHECK(!reader->is_current());
  writer.reset();
  CHECK(!TrafficReader::attach(desk));
}

}  // namespace headroom
