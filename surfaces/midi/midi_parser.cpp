#include "surfaces/midi/midi_parser.h"

namespace headroom {
namespace {

constexpr uint8_t kSysexStart = 0xF0, kSysexEnd = 0xF7, kFirstSystem = 0xF0, kFirstRealtime = 0xF8,
                  kReset = 0xFF;

// Bytes of a channel message, its status included (MIDI 1.0 detailed specification, table 1).
constexpr size_t channel_message_bytes(uint8_t status) {
  const uint8_t kind = status & 0xF0;
  return kind == 0xC0 || kind == 0xD0 ? 2 : 3;
}

}  // namespace

std::span<const uint8_t> MidiParser::read(uint8_t byte) {
  if (byte == kReset) {
    reset();
    bytes_[0] = byte;
    return std::span<const uint8_t>(bytes_).first(1);
  }
  if (byte >= kFirstRealtime) return {};  // may stand anywhere and disturbs nothing
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
  // System common messages other than F0 end the running status and carry nothing for a surface.
  if (byte >= kFirstSystem && byte != kSysexStart) return {};
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
  count_ = 1;  // running status: the next data byte begins a new message
  return std::span<const uint8_t>(bytes_).first(bytes);
}

void MidiParser::reset() {
  status_ = 0;
  count_ = 0;
  too_long_ = false;
}

}  // namespace headroom
