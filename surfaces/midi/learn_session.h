// A map being learned: somebody moves a control on the screen, then one on the box, and a line is written; again and
// again.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "console/link/link_client.h"
#include "surfaces/midi/map_learner.h"

namespace headroom {

class LearnSession {
 public:
  // `map`: what is known already; the lines that are learned come to it.
  LearnSession(const LinkClient& desk, MidiMap map);

  // The box says something. Before a control of the desk was moved it means nothing.
  void hear(const MidiMove& move, int64_t now_ns);
  // Looks at the desk and at the clock. Sentences for people: what was moved, what was learned, what is at odds.
  std::vector<std::string> look(int64_t now_ns);
  // True once after lines were learned: the map is to be written.
  bool take_learned() { return std::exchange(has_learned_, false); }
  const MidiMap& map() const { return map_; }

 private:
  ControlId moved_control();
  void keep(const MidiMapLine& line);

  const LinkClient& desk_;
  MidiMap map_;
  MapLearner learner_;
  std::vector<float> seen_;
  uint64_t revision_ = 0;
  ControlId aim_ = kNoControl;
  bool is_hearing_ = false, has_learned_ = false;
};

}  // namespace headroom
