// Where messages for one box go. Sending never waits: a line that has no room says so, and the sender keeps the
// difference until next time, when a newer value may have taken its place.
#pragma once

#include <cstdint>
#include <span>

namespace headroom {

class MidiOutlet {
 public:
  virtual ~MidiOutlet() = default;
  // One whole message. False: no room now, nothing was sent.
  virtual bool send(std::span<const uint8_t> message) = 0;
};

}  // namespace headroom
