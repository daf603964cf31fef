// Where messages for one box go. Sending never waits: a line that has no room says so, and the sender keeps the
// difference until next time, when a newer value may have taken its place.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

namespace headroom {

class MidiOutlet {
 public:
  virtual ~MidiOutlet() = default;
  // A whole message, or several channel messages that mean something only together, each with its status byte. False:
  // no room now for all of them, nothing was sent.
  virtual bool send(std::span<const uint8_t> messages) = 0;
};

inline bool send(MidiOutlet& out, uint8_t status, int data1, int data2) {
  const uint8_t message[] = {status, static_cast<uint8_t>(data1), static_cast<uint8_t>(data2)};
  return out.send(message);
}

// Calls `take` with each message of what was sent together.
template <class Take>
void each_message(std::span<const uint8_t> messages, Take take) {
  while (!messages.empty()) {
    const uint8_t kind = messages[0] & 0xF0;
    const size_t bytes = kind == 0xF0 ? messages.size() : kind == 0xC0 || kind == 0xD0 ? 2 : 3;
    const auto message = messages.first(std::min(bytes, messages.size()));
    take(message);
    messages = messages.subspan(message.size());
  }
}

}  // namespace headroom
