#include "console/recorder/ending_takes.h"

#include <utility>

namespace headroom {

void EndingTakes::look(const Recorder::Say& say) {
  std::erase_if(takes_, [](const EndingTake& take) { return take.recorder->has_ended(); });
  for (EndingTake& take : takes_) {
    const bool is_stuck = take.recorder->state().unanswered_s > Recorder::kPatience_s;
    if (is_stuck && !std::exchange(take.has_told_stuck, true))
      say("The disk of the recording does not answer: the take from before the desk started anew is not all on it yet. "
          "See that the disk is plugged in and sound; the take is kept in memory until then.");
  }
}

}  // namespace headroom
