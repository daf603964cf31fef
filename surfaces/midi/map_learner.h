// Learns a line of a map: a control of the desk was pointed at, and somebody moves a control of a box - a button once,
// a fader or knob to the right and then to the left. What kind of message it sends, with how many bits, and whether it
// tells places or ticks is found from what it sent.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "surfaces/midi/midi_map.h"

namespace headroom {

// After this long without a word the movement is over.
inline constexpr int64_t kLearnQuiet_ns = 700'000'000;

struct FoundEncoding {
  MidiEncoding encoding;
  bool invert;  // it counts to the left what others count to the right
};
// From the values of one control, turned to the right first and then to the left: 7 bits, in the order they came.
FoundEncoding encoding_of(const std::vector<int>& values);

class MapLearner {
 public:
  void hear(const MidiMove& move, int64_t now_ns);
  // The message of the control that was moved and how it counts, once it has come to rest; nothing before.
  // The line's options suit the row: buttons and motor faders (pitch bend) get feedback.
  std::optional<MidiMapLine> take(const Table& table, ControlId aim, int64_t now_ns);
  void forget() { heard_.clear(); }

 private:
  struct Heard {
    MidiControl control;
    std::vector<int> values;
  };
  const Heard* best() const;

  std::vector<Heard> heard_;
  int64_t heard_ns_ = 0;
};

}  // namespace headroom
