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
      {{0xE2, 0x00, 0x40}, false, "fader 3 at 8192"}, {{0x90, 0x18, 0x7F}, false, "select 1 pressed"},
      {{0x90, 0x68, 0x00}, false, "touch 1 released"}, {{0xB0, 0x11, 0x43}, false, "V-Pot 2 by -3"},
      {{0xB0, 0x3C, 0x01}, false, "jog 1 by 1"},       {{0x90, 0x36, 0x7F}, false, "key f1 pressed"},
      {{0x90, 0x10, 0x01}, true, "mute 1 flashing"},   {{0x90, 0x36, 0x00}, true, "key f1 dark"},
      {{0xD0, 0x5C}, true, "meter 6: 12"},             {{0xB0, 0x31, 0x56}, true, "ring 2: 86"},
      {text_message(0, "Kick"), true, "system exclusive, 12 bytes \"fKick\""},
  };
  for (const Told& told : kTold) {
    CAPTURE(told.text);
    CHECK(message_text(told.message, true, told.to_box) == told.text);
  }
}

TEST_CASE("any other box's messages are told as a map would write them") {
  CHECK(message_text(Bytes{0xB0, 16, 64}, false, false) == "cc/1/16 = 64");
  CHECK(message_text(Bytes{0x99, 36, 100}, false, false) == "note/10/36 = 100");
  CHECK(message_text(Bytes{0xE8, 0x7F, 0x7F}, false, true) == "bend/9 = 16383");
  CHECK(message_text(Bytes{0xC0, 5}, false, false) == "program/1/5 = 127");
  CHECK(message_text(Bytes{0x90, 5}, false, false) == "not whole");
  CHECK(message_text(Bytes{}, false, false).empty());
}

TEST_CASE("who watches sees every message from then on, in order, and notices when the writer is another") {
  const std::string desk = "traffic-" + std::to_string(getpid());
  CHECK(!TrafficReader::attach(desk));
  auto writer = std::make_unique<TrafficWriter>(desk);
  writer->write("before", false, Bytes{0x90, 1, 1});
  auto reader = TrafficReader::attach(desk);
  REQUIRE(reader);
  TrafficRecord record;
  uint64_t lost = 0;
  CHECK(!reader->next(record, lost));
  writer->write("X-Touch MIDI 1", false, Bytes{0x90, 0x18, 0x7F});
  writer->write("X-Touch MIDI 1", true, Bytes(200, 0x11));
  REQUIRE(reader->next(record, lost));
  CHECK(traffic_text(record).ends_with("X-Touch MIDI 1  ->  90 18 7F   select 1 pressed"));
  REQUIRE(reader->next(record, lost));
  CHECK(record.to_box == 1);
  CHECK(record.count == 128);
  for (int i = 0; i < 5000; ++i) writer->write("busy", true, Bytes{0x90, 1, 1});
  REQUIRE(reader->next(record, lost));
  CHECK(lost == 5000 - 4096);
  CHECK(reader->is_current());
  writer = std::make_unique<TrafficWriter>(desk);
  CHECK(!reader->is_current());
  writer.reset();
  CHECK(!TrafficReader::attach(desk));
}

}  // namespace headroom
