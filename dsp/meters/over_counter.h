// Overs: how often a channel stayed at full scale for several samples, and when. Clipped sound cannot be told from a
// sample that only just reaches the top; three in a row are what converters and CD plants call an over.
#pragma once

#include <cstdint>

namespace headroom {

class OverCounter {
 public:
  // An over is `samples` (1..10) in a row at `threshold` or above, linear: full scale of 16 bits by default, the lowest
  // of the formats in use.
  explicit OverCounter(int samples = 3, float threshold = 32767.0f / 32768.0f)
      : samples_(samples), threshold_(threshold) {}

  // The audio thread may.
  void process(const float* samples, int frames) {
    for (int f = 0; f < frames; ++f) {
      const bool is_full = samples[f] >= threshold_ || samples[f] <= -threshold_;
      in_a_row_ = is_full ? in_a_row_ + 1 : 0;
      if (in_a_row_ != samples_) continue;
      if (count_ == 0) first_frame_ = frame_ + f - samples_ + 1;
      last_frame_ = frame_ + f - samples_ + 1;
      ++count_;
    }
    frame_ += frames;
  }
  void reset() { *this = OverCounter(samples_, threshold_); }

  int64_t count() const { return count_; }
  // Where the first and the last began, in frames since reset; -1 when there was none.
  int64_t first_frame() const { return first_frame_; }
  int64_t last_frame() const { return last_frame_; }

 private:
  int samples_;
  float threshold_;
  int in_a_row_ = 0;
  int64_t frame_ = 0, count_ = 0, first_frame_ = -1, last_frame_ = -1;
};

}  // namespace headroom
