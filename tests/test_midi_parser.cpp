// MIDI bytes to messages: whole messages come out whole, and nothing else comes out.
#include <catch2/catch.hpp>
#include <random>
#include <vector>

#include "surfaces/midi/midi_parser.h"

namespace headroom {
namespace {

using Bytes = std::vector<uint8_t>;
using Messages = std::vector<Bytes>;

Messages parse(const Bytes& bytes) {
  MidiParser parser;
  Messages messages;
  for (const uint8_t byte : bytes)
    if (const auto message = parser.read(byte); !message.empty()) messages.emplace_back(message.begin(), message.end());
  return messages;
}

const Bytes kSession = {0x90, 0x68, 0x7F, 0xE0, 0x10, 0x40, 0xF0, 0x00, 0x00, 0x66, 0x14,
                        0x01, 0x31, 0xF7, 0xB0, 0x10, 0x41, 0xD0, 0x35, 0x90, 0x68, 0x00};
const Messages kSessionMessages = {
    {0x90, 0x68, 0x7F}, {0xE0, 0x10, 0x40}, {0xF0, 0x00, 0x00, 0x66, 0x14, 0x01, 0x31, 0xF7},
    {0xB0, 0x10, 0x41}, {0xD0, 0x35},       {0x90, 0x68, 0x00}};

}  // namespace

TEST_CASE("messages come out of the line as they went in") { CHECK(parse(kSession) == kSessionMessages); }

TEST_CASE("running status: a status byte counts for all data that follows it") {
  CHECK(parse({0xE3, 0x01, 0x02, 0x03, 0x04, 0x05}) == Messages{{0xE3, 0x01, 0x02}, {0xE3, 0x03, 0x04}});
  CHECK(parse({0xD0, 0x11, 0x22}) == Messages{{0xD0, 0x11}, {0xD0, 0x22}});
}

TEST_CASE("clock and active sensing may stand anywhere, even inside a message or a system exclusive") {
  Bytes crowded;
  for (const uint8_t byte : kSession) crowded.insert(crowded.end(), {0xFE, byte, 0xF8});
  CHECK(parse(crowded) == kSessionMessages);
}

TEST_CASE("system exclusive and common messages end the running status") {
  CHECK(parse({0x90, 0x10, 0x7F, 0xF0, 0x01, 0xF7, 0x11, 0x7F}) == Messages{{0x90, 0x10, 0x7F}, {0xF0, 0x01, 0xF7}});
  CHECK(parse({0x90, 0x10, 0x7F, 0xF3, 0x01, 0x11, 0x7F}) == Messages{{0x90, 0x10, 0x7F}});
}

TEST_CASE("a reset ends whatever was being said, and is told") {
  CHECK(parse({0x90, 0x10, 0xFF, 0x7F, 0xB0, 0x01, 0x02}) == Messages{{0xFF}, {0xB0, 0x01, 0x02}});
  CHECK(parse({0xF0, 0x01, 0xFF, 0xF7}) == Messages{{0xFF}});
}

TEST_CASE("a system exclusive that another message cuts short is dropped, the other message is not") {
  CHECK(parse({0xF0, 0x00, 0x66, 0x90, 0x10, 0x7F}) == Messages{{0x90, 0x10, 0x7F}});
}

TEST_CASE("a system exclusive longer than the parser keeps is skipped whole, and the line goes on") {
  for (const size_t data :
       {kMaxSysexBytes - 3, kMaxSysexBytes - 2, kMaxSysexBytes - 1, kMaxSysexBytes, size_t{10000}}) {
    Bytes bytes = {0xF0};
    bytes.insert(bytes.end(), data, 0x55);
    bytes.push_back(0xF7);
    const Bytes sysex = bytes;
    bytes.insert(bytes.end(), {0x90, 0x10, 0x7F});
    CAPTURE(data);
    if (sysex.size() <= kMaxSysexBytes)
      CHECK(parse(bytes) == Messages{sysex, {0x90, 0x10, 0x7F}});
    else
      CHECK(parse(bytes) == Messages{{0x90, 0x10, 0x7F}});
  }
}

TEST_CASE("a line cut at any byte gives the whole messages before the cut, and recovers at the next status") {
  for (size_t cut = 0; cut <= kSession.size(); ++cut) {
    Bytes bytes(kSession.begin(), kSession.begin() + static_cast<std::ptrdiff_t>(cut));
    const Messages before = parse(bytes);
    REQUIRE(before.size() <= kSessionMessages.size());
    CHECK(std::equal(before.begin(), before.end(), kSessionMessages.begin()));
    bytes.insert(bytes.end(), {0x90, 0x2E, 0x7F});
    Messages all = before;
    all.push_back({0x90, 0x2E, 0x7F});
    CAPTURE(cut);
    CHECK(parse(bytes) == all);
  }
}

TEST_CASE("of any bytes whatever, only whole and well-formed messages come out") {
  std::mt19937 random(1);
  std::uniform_int_distribution<int> any_byte(0, 255);
  MidiParser parser;
  size_t messages = 0;
  for (int i = 0; i < 1'000'000; ++i) {
    const auto message = parser.read(static_cast<uint8_t>(any_byte(random)));
    if (message.empty()) continue;
    ++messages;
    if (message[0] == 0xFF && message.size() == 1) continue;
    const bool is_sysex = message[0] == 0xF0;
    const size_t data_end = is_sysex ? message.size() - 1 : message.size();
    bool sound = message[0] >= 0x80 && message[0] <= 0xF0 && (!is_sysex || message.back() == 0xF7);
    for (size_t b = 1; b < data_end; ++b) sound = sound && message[b] < 0x80;
    const bool is_short = (message[0] & 0xF0) == 0xC0 || (message[0] & 0xF0) == 0xD0;
    sound = sound && (is_sysex ? message.size() <= kMaxSysexBytes : message.size() == (is_short ? 2u : 3u));
    if (!sound) FAIL("a message that is none came out");
  }
  CHECK(messages > 0);
}

}  // namespace headroom
