#include "surfaces/midi/learn_session.h"

#include <algorithm>

namespace headroom {

LearnSession::LearnSession(const LinkClient& desk, MidiMap map) : desk_(desk), map_(std::move(map)) {
  revision_ = desk.revision();
  for (ControlId id = 0; id < desk.table().size(); ++id) seen_.push_back(desk.value(id));
}

void LearnSession::hear(const MidiMove& move, int64_t now_ns) {
  if (aim_ == kNoControl) return;
  is_hearing_ = true;
  learner_.hear(move, now_ns);
}

// What was moved on the desk since the last look; the selection is no control anybody learns.
ControlId LearnSession::moved_control() {
  if (desk_.revision() == revision_) return kNoControl;
  revision_ = desk_.revision();
  ControlId moved = kNoControl;
  for (ControlId id = 0; id < desk_.table().size(); ++id) {
    const float value = desk_.value(id);
    if (value == seen_[id]) continue;
    seen_[id] = value;
    if (desk_.table().row(id).param != Param::selected) moved = id;
  }
  return moved;
}

std::vector<std::string> LearnSession::look(int64_t now_ns) {
  std::vector<std::string> sentences;
  const ControlId moved = moved_control();
  // While the box is being moved, a map at work may move the desk too.
  if (moved != kNoControl && moved != aim_ && !is_hearing_) {
    aim_ = moved;
    sentences.push_back(desk_.table().address(aim_) +
                        ": now a control of the box; a knob to the right, then to the left");
  }
  if (aim_ == kNoControl) return sentences;
  const auto line = learner_.take(desk_.table(), aim_, now_ns);
  if (!line) return sentences;
  keep(*line);
  sentences.push_back(line_text(*line));
  for (std::string& conflict : conflicts_of(map_, desk_.table())) sentences.push_back(std::move(conflict));
  aim_ = kNoControl;
  is_hearing_ = false;
  return sentences;
}

// What is learned takes the place of what the same message did before.
void LearnSession::keep(const MidiMapLine& line) {
  std::erase_if(map_.lines, [&](const MidiMapLine& old) { return old.control == line.control; });
  map_.lines.push_back(line);
  has_learned_ = true;
}

}  // namespace headroom
