#include "console/recorder/record_feed.h"

#include <utility>

namespace headroom {

RecordFeed::RecordFeed(std::vector<int> sources, uint64_t pieces)
    : sources_(std::move(sources)),
      floats_a_piece_(sources_.size() * kGridFrames),
      samples_(floats_a_piece_ * pieces, 0.0f),
      first_frames_(pieces, 0) {}

RecordFeed::Piece RecordFeed::piece(uint64_t index) const {
  const uint64_t place = (read_.load(std::memory_order_relaxed) + index) % room_pieces();
  return {first_frames_[place], samples_.data() + place * floats_a_piece_};
}

// One long gap is better than a hundred short ones: once it is full, a quarter must be free before it goes on.
bool RecordFeed::has_room() {
  const uint64_t used = written_.load(std::memory_order_relaxed) - read_.load(std::memory_order_acquire);
  const uint64_t needed = is_losing_ ? room_pieces() / 4 : 1;
  is_losing_ = room_pieces() - used < needed;
  return !is_losing_;
}

void RecordFeed::hear(const EngineSound& sound) noexcept {
  const auto at = static_cast<size_t>(sound.first_frame % kGridFrames);
  if (at == 0) has_room();
  if (at == 0 && !std::exchange(has_begun_, true)) begin_frame_.store(sound.first_frame, std::memory_order_release);
  if (!has_begun_) return;
  const uint64_t piece = written_.load(std::memory_order_relaxed);
  if (!is_losing_) {
    float* to = samples_of(piece) + at;
    for (const int source : sources_) {
      sound.copy(source, to);
      to += kGridFrames;
    }
  }
  const uint64_t end_frame = sound.first_frame + static_cast<uint64_t>(sound.frames);
  if (end_frame % kGridFrames != 0) return;
  if (is_losing_) {
    lost_frames_.fetch_add(kGridFrames, std::memory_order_relaxed);
  } else {
    first_frames_[piece % room_pieces()] = end_frame - kGridFrames;
    written_.store(piece + 1, std::memory_order_release);
  }
  end_frame_.store(end_frame, std::memory_order_release);
}

}  // namespace headroom
