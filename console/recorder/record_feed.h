// The way of recorded sound from the audio thread to the disk: some seconds of a few signals, in pieces of one grid
// step. Where the disk is so slow that there is no room, whole pieces are left out and counted; every piece says when
// it sounded, so that whoever writes them knows how much silence stands for what was lost.
#pragma once

#include <atomic>
#include <cstdint>
#include <vector>

#include "console/engine/engine_sound.h"

namespace headroom {

class RecordFeed {
 public:
  // [not audio] Allocates and touches everything. `sources` as EngineSound::copy() takes them; room for `pieces`
  // pieces.
  RecordFeed(std::vector<int> sources, uint64_t pieces);

  // [audio] Wait-free. The next frames, without gaps, from a frame on the grid on.
  void hear(const EngineSound& sound) noexcept;

  int lanes() const { return static_cast<int>(sources_.size()); }
  uint64_t room_pieces() const { return first_frames_.size(); }

  // [disk] What waits to be written, oldest first: 0...waiting()-1.
  struct Piece {
    uint64_t first_frame;  // engine time, on the grid
    const float* samples;  // [lane][kGridFrames]
  };
  uint64_t waiting() const { return written_.load(std::memory_order_acquire) - read_.load(std::memory_order_relaxed); }
  Piece piece(uint64_t index) const;
  // The oldest so many are done with.
  void release(uint64_t pieces) { read_.fetch_add(pieces, std::memory_order_release); }

  // [any] Engine time: the first frame ever heard, kNothingYet before that, and the one behind the last; what lies
  // between was written or lost.
  static constexpr uint64_t kNothingYet = UINT64_MAX;
  uint64_t begin_frame() const { return begin_frame_.load(std::memory_order_acquire); }
  uint64_t end_frame() const { return end_frame_.load(std::memory_order_acquire); }
  // [any] For want of room.
  uint64_t lost_frames() const { return lost_frames_.load(std::memory_order_relaxed); }

 private:
  float* samples_of(uint64_t piece) { return samples_.data() + piece % room_pieces() * floats_a_piece_; }
  bool has_room();

  const std::vector<int> sources_;
  const size_t floats_a_piece_;
  std::vector<float> samples_;
  std::vector<uint64_t> first_frames_;  // by piece
  bool is_losing_ = false;              // audio thread only, as is:
  bool has_begun_ = false;
  alignas(64) std::atomic<uint64_t> written_{0};
  alignas(64) std::atomic<uint64_t> read_{0};
  alignas(64) std::atomic<uint64_t> begin_frame_{kNothingYet};
  std::atomic<uint64_t> end_frame_{0};
  std::atomic<uint64_t> lost_frames_{0};
};

}  // namespace headroom
