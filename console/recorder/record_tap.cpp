#include "console/recorder/record_tap.h"

#include <algorithm>

namespace headroom {

void RecordTap::on_sound(const EngineSound& sound) noexcept {
  next_.on_sound(sound);
  if (sound.first_frame % kGridFrames == 0) {
    if (const Feeds* newest = latest_.take()) {
      heard_ = newest;
      taken_.store(newest->number, std::memory_order_release);
    }
  }
  if (!heard_) return;
  for (size_t i = 0; i < heard_->count; ++i) heard_->feeds[i]->hear(sound);
}

uint64_t RecordTap::change_over(std::span<RecordFeed* const> feeds) {
  Feeds& draft = latest_.draft();
  draft.number = ++published_;
  draft.count = std::min(feeds.size(), kMostFeeds);
  std::copy_n(feeds.begin(), draft.count, draft.feeds.begin());
  latest_.publish();
  return published_;
}

}  // namespace headroom
