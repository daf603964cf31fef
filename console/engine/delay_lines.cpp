#include "console/engine/delay_lines.h"

#include <algorithm>

namespace headroom {

DelayLines::DelayLines(int longest_frames)
    : longest_frames_(longest_frames), past_(static_cast<size_t>(longest_frames + kGridFrames), Row{}) {}

void DelayLines::aim(const std::array<int, kLanes>& delay_frames) {
  for (size_t lane = 0; lane < kLanes; ++lane) {
    lines_[lane].wanted_frames = std::clamp(delay_frames[lane], 0, longest_frames_);
    if (lines_[lane].wanted_frames != 0) is_neutral_ = false;
    if (lines_[lane].wanted_frames != lines_[lane].delay_frames) is_settled_ = false;
  }
}

void DelayLines::advance(int ramp_frames) {
  if (is_settled_) return;
  is_settled_ = is_neutral_ = true;
  for (Line& line : lines_) {
    if (line.fade_left > 0) {
      line.fade_left -= kGridFrames;
      if (line.fade_left == 0) line.delay_frames = line.next_frames;
    }
    if (line.fade_left == 0 && line.wanted_frames != line.delay_frames) {
      if (ramp_frames == 0) {
        line.delay_frames = line.wanted_frames;
      } else if (line.wanted_frames <= heard_frames_) {
        line.next_frames = line.wanted_frames;
        line.fade_left = ramp_frames;
        line.fade = 0;
        line.fade_step = 1 / static_cast<float>(ramp_frames);
      }
    }
    if (line.fade_left != 0 || line.wanted_frames != line.delay_frames) is_settled_ = false;
    if (!is_settled_ || line.delay_frames != 0) is_neutral_ = false;
  }
  if (is_neutral_) {
    heard_frames_ = 0;
    position_ = 0;
  }
  fit_ring(ramp_frames == 0);
  const bool is_common = std::all_of(lines_.begin(), lines_.end(), [this](const Line& line) {
    return line.fade_left == 0 && line.delay_frames == lines_.front().delay_frames;
  });
  common_delay_frames_ = is_common ? lines_.front().delay_frames : 0;
}

void DelayLines::fit_ring(bool at_once) {
  int longest = is_neutral_ ? 0 : std::min(kLeastKept_frames, longest_frames_);
  for (const Line& line : lines_)
    longest = std::max({longest, line.delay_frames, line.wanted_frames, line.fade_left > 0 ? line.next_frames : 0});
  const auto wanted = static_cast<size_t>(longest + kGridFrames);
  if (wanted == ring_frames_) return;
  const bool is_in_order = position_ < wanted && position_ + kGridFrames >= std::min(ring_frames_, wanted);
  if (!is_in_order && !at_once) {
    is_settled_ = false;
    return;
  }
  if (!is_in_order) position_ = 0;
  ring_frames_ = wanted;
  heard_frames_ = std::min(heard_frames_, static_cast<int>(position_));
}

void DelayLines::process(float* block, int frames) {
  if (is_neutral_) return;
  keep(block, frames);
  if (common_delay_frames_ > 0) {
    recall(common_delay_frames_, block, frames);
  } else {
    for (int lane = 0; lane < kLanes; ++lane) {
      const Line& line = lines_[static_cast<size_t>(lane)];
      if (line.fade_left > 0)
        cross_fade(lane, block, frames);
      else if (line.delay_frames > 0)
        read(lane, block, frames);
    }
  }
  position_ += static_cast<size_t>(frames);
  if (position_ >= ring_frames_) position_ -= ring_frames_;
  heard_frames_ = std::min(heard_frames_ + frames, static_cast<int>(ring_frames_) - kGridFrames);
}

// Rows lie side by side in block and ring; a chunk meets the ring's end at most once.
void DelayLines::keep(const float* block, int frames) {
  const int before_end = std::min(frames, static_cast<int>(ring_frames_ - position_));
  std::copy_n(block, before_end * kLanes, past_[position_].data());
  std::copy_n(block + before_end * kLanes, (frames - before_end) * kLanes, past_.front().data());
}

void DelayLines::recall(int delay_frames, float* block, int frames) const {
  const size_t from = place_of(delay_frames);
  const int before_end = std::min(frames, static_cast<int>(ring_frames_ - from));
  std::copy_n(past_[from].data(), before_end * kLanes, block);
  std::copy_n(past_.front().data(), (frames - before_end) * kLanes, block + before_end * kLanes);
  std::fill_n(block, unheard(delay_frames, frames) * kLanes, 0.0f);
}

size_t DelayLines::place_of(int delay_frames) const {
  const auto delay = static_cast<size_t>(delay_frames);
  return position_ >= delay ? position_ - delay : position_ + ring_frames_ - delay;
}

int DelayLines::unheard(int delay_frames, int frames) const {
  return std::clamp(delay_frames - heard_frames_, 0, frames);
}

void DelayLines::read(int lane, float* block, int frames) const {
  const int delay_frames = lines_[static_cast<size_t>(lane)].delay_frames;
  const size_t from = place_of(delay_frames);
  const int before_end = std::min(frames, static_cast<int>(ring_frames_ - from));
  const float* sound = past_[from].data() + lane;
  for (int f = 0; f < before_end; ++f) block[f * kLanes + lane] = sound[f * kLanes];
  sound = past_.front().data() + lane;
  for (int f = before_end; f < frames; ++f) block[f * kLanes + lane] = sound[(f - before_end) * kLanes];
  for (int f = 0; f < unheard(delay_frames, frames); ++f) block[f * kLanes + lane] = 0;
}

void DelayLines::cross_fade(int lane, float* block, int frames) {
  Line& line = lines_[static_cast<size_t>(lane)];
  size_t before = place_of(line.delay_frames), after = place_of(line.next_frames);
  const int unheard_before = unheard(line.delay_frames, frames);  // of the next delay all has been heard
  for (int f = 0; f < frames; ++f) {
    line.fade += line.fade_step;
    const float from = f < unheard_before ? 0 : past_[before][static_cast<size_t>(lane)];
    const float to = past_[after][static_cast<size_t>(lane)];
    block[f * kLanes + lane] = from + line.fade * (to - from);
    if (++before == ring_frames_) before = 0;
    if (++after == ring_frames_) after = 0;
  }
}

}  // namespace headroom
