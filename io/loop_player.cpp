#include "io/loop_player.h"

#include <algorithm>

namespace headroom {

void LoopPlayer::play(std::vector<Stem> stems) {
  stems_ = std::move(stems);
  int64_t longest = 0;
  for (const Stem& stem : stems_) longest = std::max(longest, static_cast<int64_t>(stem.samples.size()));
  loop_frames_.store(longest, std::memory_order_release);
}

void LoopPlayer::fill(float* const* inputs, int frames) {
  const int64_t loop_frames = loop_frames_.load(std::memory_order_acquire);
  const int playing = loop_frames == 0 ? 0 : std::min(inputs_, static_cast<int>(stems_.size()));
  for (int i = playing; i < inputs_; ++i) std::fill_n(inputs[i], frames, 0.0f);
  int64_t position = position_.load(std::memory_order_relaxed);
  for (int done = 0; done < frames && playing > 0;) {
    const auto run = static_cast<int>(std::min<int64_t>(frames - done, loop_frames - position));
    for (int i = 0; i < playing; ++i) {
      const std::vector<float>& samples = stems_[static_cast<size_t>(i)].samples;
      const auto left = static_cast<int64_t>(samples.size()) - position;
      const auto sounding = static_cast<int>(std::clamp<int64_t>(left, 0, run));
      std::copy_n(samples.data() + (sounding > 0 ? position : 0), sounding, inputs[i] + done);
      std::fill_n(inputs[i] + done + sounding, run - sounding, 0.0f);
    }
    done += run;
    position = (position + run) % loop_frames;
  }
  position_.store(position, std::memory_order_relaxed);
}

InputSource LoopPlayer::source() {
  return {.fill = [](void* self, float* const* inputs,
                     int frames) { static_cast<LoopPlayer*>(self)->fill(inputs, frames); },
          .user = this};
}

}  // namespace headroom
