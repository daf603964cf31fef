// Plays stems in a loop on the desk's inputs: the demo band, a line check, a virtual soundcheck.
#pragma once

#include <atomic>
#include <cstdint>
#include <vector>

#include "io/input_source.h"
#include "io/stem_folder.h"

namespace headroom {

class LoopPlayer {
 public:
  // Silent until it is given stems.
  explicit LoopPlayer(int inputs) : inputs_(inputs) {}
  // Stem i plays on input i; inputs beyond the stems are silent, stems beyond the inputs are not heard. The loop is as
  // long as the longest stem; the others end in silence.
  LoopPlayer(std::vector<Stem> stems, int inputs) : inputs_(inputs) { play(std::move(stems)); }

  // [one thread, not audio; once] The stems that were not ready when the player was made; the loop begins with them.
  void play(std::vector<Stem> stems);

  // [audio] Wait-free. The next `frames` of every input: what frame n of the loop holds depends on n alone.
  void fill(float* const* inputs, int frames);

  // [any] Frames since the loop began, 0..loop_frames()-1.
  int64_t position_frames() const { return position_.load(std::memory_order_relaxed); }
  // [any] 0 while there are no stems.
  int64_t loop_frames() const { return loop_frames_.load(std::memory_order_acquire); }
  int inputs() const { return inputs_; }

  // Valid as long as the player lives and stays where it is.
  InputSource source();

 private:
  std::vector<Stem> stems_;  // not touched again once loop_frames_ tells the audio thread of them
  int inputs_;
  std::atomic<int64_t> loop_frames_{0};
  std::atomic<int64_t> position_{0};
};

}  // namespace headroom
