// When a bank of buses need not be run: nothing feeds it, and what it still had to say - tails of filters, delayed
// sound - has been said. A sleeping bank is silent, costs nothing, and wakes at the grid frame at which something feeds
// it. What is decided rests on whole grid frames only, so that the size of blocks changes nothing. Audio thread.
#pragma once

#include "console/engine/block.h"

namespace headroom {

class BusSleep {
 public:
  // A bank that has been silent for `rest_frames` holds no sound any more. A new one holds none.
  explicit BusSleep(int rest_frames) : rest_frames_(rest_frames), silent_frames_(rest_frames) {}

  // Every grid frame: `is_needed` is true while anything may be heard in the bank. Returns true when it falls asleep.
  bool reach_grid(bool is_needed) {
    silent_frames_ = is_needed || sounded_ ? 0 : silent_frames_ + kGridFrames;
    is_idle_ = !is_needed;
    sounded_ = false;
    const bool was_asleep = is_asleep_;
    is_asleep_ = silent_frames_ >= rest_frames_;
    return is_asleep_ && !was_asleep;
  }
  bool is_asleep() const { return is_asleep_; }

  // What the bank sounds like in the end; looked at only while nothing feeds it.
  void listen(const float* block, int frames) {
    for (int i = 0; is_idle_ && !sounded_ && i < frames * kLanes; ++i) sounded_ = block[i] != 0;
  }

 private:
  int rest_frames_;
  int silent_frames_;
  bool is_idle_ = true;
  bool sounded_ = false;  // since the last grid frame
  bool is_asleep_ = false;
};

}  // namespace headroom
