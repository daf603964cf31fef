// Straight-line ramps for rows of eight numbers, each lane on its own: the way every coefficient and mix gain
// moves. Ramps start and are brought up to date at grid frames (every kGridFrames); between them the kernels
// add `step` per frame.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstring>

#include "dsp/strip.h"

namespace headroom {

template <int kRows>
struct alignas(32) RampRows {
  static_assert(kRows <= 64, "one bit of `moving` per row");

  float current[kRows][kLanes];  // value of the frame before the next one
  float step[kRows][kLanes];     // added before each frame; 0 where nothing moves
  float target[kRows][kLanes];
  int32_t left[kRows][kLanes];  // frames until `target` is reached
  uint64_t moving;              // bit `row`: a lane of this row has frames left

  // Arrives at once.
  void jump(int row, int lane, float value) {
    current[row][lane] = target[row][lane] = value;
    step[row][lane] = 0;
    left[row][lane] = 0;
  }

  // From here to `value` in `frames` (a multiple of kGridFrames). A ramp already on its way there is left
  // alone, and so is everything when `value` is not a finite number.
  void aim(int row, int lane, float value, int frames) {
    if (target[row][lane] != value && std::isfinite(value)) restart(row, lane, value, frames);
  }

  // From here to `value` in `frames`, even if a ramp was on its way there.
  void restart(int row, int lane, float value, int frames) {
    target[row][lane] = value;
    step[row][lane] = (value - current[row][lane]) / static_cast<float>(frames);
    left[row][lane] = frames;
    moving |= uint64_t{1} << row;
  }

  // To `value` in `frames`, or at once where `frames` is 0.
  void go(int row, int lane, float value, int frames) {
    if (frames > 0)
      aim(row, lane, value, frames);
    else if (std::isfinite(value))
      jump(row, lane, value);
  }

  // The same for a whole row, values[0..7].
  void go_row(int row, const float* values, int frames) {
    if (std::memcmp(target[row], values, sizeof(target[row])) == 0) return;
    for (int lane = 0; lane < kLanes; ++lane) go(row, lane, values[lane], frames);
  }

  // All rows, values[kRows][kLanes].
  void go_rows(const float* values, int frames) {
    for (int row = 0; row < kRows; ++row) go_row(row, values + row * kLanes, frames);
  }

  // The same for numbers that mean something together only: in a lane where one of them has a new target, all start
  // at the same time and stay on one line.
  void go_together(const float* values, int frames) {
    if (std::memcmp(target, values, sizeof(target)) == 0) return;
    for (int lane = 0; lane < kLanes; ++lane) {
      bool is_new = false, is_sound = true;
      for (int row = 0; row < kRows; ++row) {
        is_new |= target[row][lane] != values[row * kLanes + lane];
        is_sound &= std::isfinite(values[row * kLanes + lane]);
      }
      if (!is_new || !is_sound) continue;
      for (int row = 0; row < kRows; ++row) {
        if (frames > 0)
          restart(row, lane, values[row * kLanes + lane], frames);
        else
          jump(row, lane, values[row * kLanes + lane]);
      }
    }
  }

  // At each grid frame after the first: kGridFrames have passed. What has arrived is its target exactly; what
  // is still on its way is put back on the line, so that rounding never adds up.
  void advance() {
    for (uint64_t rows = moving; rows != 0; rows &= rows - 1) {
      const int row = __builtin_ctzll(rows);
      int32_t longest = 0;
      for (int lane = 0; lane < kLanes; ++lane) {
        if (left[row][lane] == 0) continue;
        left[row][lane] -= kGridFrames;
        current[row][lane] = target[row][lane] - step[row][lane] * static_cast<float>(left[row][lane]);
        if (left[row][lane] == 0) step[row][lane] = 0;
        longest |= left[row][lane];
      }
      if (longest == 0) moving &= ~(uint64_t{1} << row);
    }
  }

  bool row_is(int row, float value) const {
    if (moving & (uint64_t{1} << row)) return false;
    bool is_same = true;
    for (int lane = 0; lane < kLanes; ++lane) is_same &= current[row][lane] == value;
    return is_same;
  }
};

}  // namespace headroom
