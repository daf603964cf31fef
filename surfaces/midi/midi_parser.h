// Bytes of a MIDI line to whole messages: running status, system exclusive in pieces, real-time bytes in between.
// Any bytes are allowed; what is not a whole message is dropped without a word. Memory is bounded.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace headroom {

// A longer system exclusive is skipped whole: no surface sends one to us.
inline constexpr size_t kMaxSysexBytes = 256;

enum class SystemMessages : uint8_t { dropped, wanted };

class MidiParser {
 public:
  MidiParser() = default;
  // `wanted`: song position, quarter frames, clock and the rest come out too, real-time messages between others' bytes.
  explicit MidiParser(SystemMessages system) : system_(system) {}

  // The message this byte completes, valid until the next call; empty while there is none. Channel messages always
  // carry their status byte; system exclusive comes with F0 and F7; a reset (FF, "I was just powered up") stands alone.
  // Every other real-time (F8...FE) and system common message is dropped, unless it was wanted.
  std::span<const uint8_t> read(uint8_t byte);

  // Forgets half a message and the running status (the line was cut).
  void reset();

 private:
  std::span<const uint8_t> read_status(uint8_t byte);
  std::span<const uint8_t> read_data(uint8_t byte);

  std::array<uint8_t, kMaxSysexBytes> bytes_{};
  size_t count_ = 0;    // bytes of the present message, its status included
  uint8_t status_ = 0;  // running status, F0 inside a system exclusive, 0 when data bytes mean nothing
  bool too_long_ = false;
  SystemMessages system_ = SystemMessages::dropped;
  uint8_t real_time_ = 0;  // the message that came between
};

}  // namespace headroom
