// Eight delay lines side by side, one for each lane of a bank, in whole frames. A change cross-fades from the old delay
// to the new one; a line that has not heard long enough for its new delay waits until it has, so that there is never
// a hole. So does one that grows beyond kLeastKept_frames and all others of its bank: no more is kept. One that is set
// at once is silent for as long: what it heard before it was last off is forgotten. A bank without a delay costs
// nothing. Audio thread, but for the constructor.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "dsp/strip.h"

namespace headroom {

class DelayLines {
 public:
  // Within this much, three limiters at 48 kHz, a delay grows without waiting.
  static constexpr int kLeastKept_frames = 240;

  // Delays of 0 .. `longest_frames`. Allocates and touches all memory.
  explicit DelayLines(int longest_frames);

  // The delay of each lane from the next grid frame on; what is out of range is brought into it.
  void aim(const std::array<int, kLanes>& delay_frames);
  // Every grid frame: cross-fades go on and end, the next ones start and take `ramp_frames`, or happen at once where
  // that is 0.
  void advance(int ramp_frames);
  // At most kGridFrames frames, not across a grid frame, in place.
  void process(float* block, int frames);

  // Every lane passes its input as it is, and none is about to change.
  bool is_neutral() const { return is_neutral_; }
  // Nothing is left for advance() to do.
  bool is_settled() const { return is_settled_; }

 private:
  struct Line {
    int delay_frames = 0;  // what is heard
    int next_frames = 0;   // what a cross-fade goes to
    int wanted_frames = 0;
    int fade_left = 0;  // frames; 0: no cross-fade
    float fade = 0;     // 0 .. 1, share of the next
    float fade_step = 0;
  };
  using Row = std::array<float, kLanes>;

  // At a grid frame: makes the ring as short as the delays allow, or longer where one is to be longer. Waits until its
  // rows stand in order from the first one on; `at_once` it begins afresh instead, with silence.
  void fit_ring(bool at_once);
  // Where in `past_` the chunk's first frame stands `delay_frames` later.
  size_t place_of(int delay_frames) const;
  // How many of the chunk's frames come from before the line began to hear.
  int unheard(int delay_frames, int frames) const;
  void keep(const float* block, int frames);
  void recall(int delay_frames, float* block, int frames) const;  // all lanes
  void read(int lane, float* block, int frames) const;
  void cross_fade(int lane, float* block, int frames);

  int longest_frames_;
  std::array<Line, kLanes> lines_;
  std::vector<Row> past_;             // the first `ring_frames_` of it are a ring of all lanes
  size_t ring_frames_ = kGridFrames;  // no more than the delays need: a short ring stays in the cache
  size_t position_ = 0;               // where the next frame goes
  int heard_frames_ = 0;              // how many frames of the ring are of use
  int common_delay_frames_ = 0;       // of all lanes, where none fades and none differs; else 0
  bool is_neutral_ = true;
  bool is_settled_ = true;  // every lane has the delay that is wanted
};

}  // namespace headroom
