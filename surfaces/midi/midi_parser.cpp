#include "surfaces/midi/midi_parser.h"

#include "surfaces/midi/midi_clock.h"

namespace headroom {
namespace {

constexpr uint8_t kSysexStart = 0xF0, kSysexEnd = 0xF7, kFirstSystem = 0xF0, kFirstRealtime = 0xF8, kReset = 0xFF,
                  kQuarterFrame = 0xF1, kSongSelect = 0xF3;

// Bytes of a channel message, a quarter frame, a song position or select, its status included (MIDI 1.0 detailed
// specification, table 1).
constexpr size_t channel_message_bytes(uint8_t status) {
  const uint8_t kind = status & 0xF0;
  if (status == kQuarterFrame || status == kSongSelect) return 2;
  return kind == 0xC0 || kind == 0xD0 ? 2 : 3;
}

}  // namespace

std::span<const uint8_t> MidiParser::read(uint8_t byte) {
  if (byte == kReset) {
    reset();
    bytes_[0] = byte;
    return std::span<const uint8_t>(bytes_).first(1);
  }
  if (byte >= kFirstRealtime) {  // may stand anywhere and disturbs nothing
    real_time_ = byte;
    return std::span<const uint8_t>(&real_time_, system_ == SystemMessages::wanted ? 1 : 0);
  }
  return byte >= 0x80 ? read_status(byte) : read_data(byte);
}

std::span<const uint8_t> MidiParser::read_status(uint8_t byte) {
  if (byte == kSysexEnd && status_ == kSysexStart) {
    const bool whole = !too_long_ && count_ < bytes_.size();
    if (whole) bytes_[count_++] = byte;
    const size_t bytes = whole ? count_ : 0;
    reset();
    return std::span<const uint8_t>(bytes_).first(bytes);
  }
  reset();
  // System common messages end the running status. Those without data say nothing to anybody here.
  const bool has_data = byte == kQuarterFrame || byte == kSongPosition || byte == kSongSelect;
  if (byte >= kFirstSystem && byte != kSysexStart && !(has_data && system_ == SystemMessages::wanted)) return {};
  status_ = byte;
  bytes_[0] = byte;
  count_ = 1;
  return {};
}

std::span<const uint8_t> MidiParser::read_data(uint8_t byte) {
  if (status_ == 0) return {};
  if (count_ == bytes_.size()) {
    too_long_ = true;
    return {};
  }
  bytes_[count_++] = byte;
  if (status_ == kSysexStart || count_ < channel_message_bytes(status_)) return {};
  const size_t bytes = count_;
  if (status_ >= kFirstSystem) status_ = 0;
  count_ = 1;  // running status: the next data byte begins a new message
  return std::span<const uint8_t>(bytes_).first(bytes);
}

void MidiParser::reset() {
  status_ = 0;
  count_ = 0;
  too_long_ = false;
}

}  // namespace headroom
