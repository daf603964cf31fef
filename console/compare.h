// A/B compare: the processing of a strip has two memories. One of them is heard, and is what the show says; the other
// one waits here. Param::compare says which is heard; whoever turns it makes both trade places. Owned by the control
// thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "console/show.h"

namespace headroom {

// The values of Param::compare.
enum class Memory : uint8_t { a, b };

// True for what the memories hold: filters, gate, equalisers, compressor, de-esser, limiter, and their order. Not what
// lies before them - patch, trim, polarity, delay: sends before the equaliser hear that, too, and both are to be fed
// the same -, not the mix (fader, pan, mute, solo, sends, groups), no names or links, and not a key that is listened to
// for a moment.
bool is_compared(const ControlRow& row);
// The same in a few words, for people.
std::string compared_words();
// Those of one strip, in the table's order; none for a strip without processing.
std::vector<ControlId> compared_controls(const Table& table, StripIndex strip);
// What they stand at, in the same order.
std::vector<float> processing_of(const Show& show, StripIndex strip);

class CompareMemories {
 public:
  explicit CompareMemories(const Table& table) : memories_(table.strips().size()) {}

  // What waits of a strip, as processing_of() has it. Empty while there is nothing: B begins as a copy of A.
  const std::vector<float>& waiting(StripIndex strip) const { return memories_[strip].values; }
  // `processing` waits from now on, by the gesture of that number in the undo list.
  void put_away(StripIndex strip, std::vector<float> processing, uint32_t gesture);
  // The same because that gesture was undone: where it was the first, nothing waits any more.
  void take_back(StripIndex strip, std::vector<float> processing, uint32_t gesture);
  void forget_all();

  // How many controls of what waits differ from what is heard.
  int differences(const Show& show, StripIndex strip) const;

 private:
  struct Waiting {
    std::vector<float> values;
    uint32_t first_gesture = 0;  // that put something away
  };
  std::vector<Waiting> memories_;  // by strip
};

}  // namespace headroom
