// The last moments of a few audio signals, in memory the caller gives (shared memory), for displays to
// analyse: goniometer, correlation, spectra. One wait-free writer (the audio thread), any number of readers
// in any process.
#pragma once

#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>

#include "io/result.h"

namespace headroom {

// The layout in memory: this header, then `lanes` planes of `frames` samples (float bits).
struct AudioWindowHeader {
  static constexpr uint64_t kMagic = 0x31444e5749525648;  // "HVRIWND1"
  uint64_t magic;
  uint64_t lanes;
  uint64_t frames;                            // length of the window, a power of two
  alignas(64) std::atomic<uint64_t> written;  // frames that are whole
  std::atomic<uint64_t> claimed;  // frames that are whole or being written: `claimed - frames` and before are gone
};

class AudioWindow {
 public:
  using Sample = std::atomic<uint32_t>;
  static_assert(Sample::is_always_lock_free);
  static constexpr uint64_t kMaxLanes = 1024;
  static constexpr uint64_t kMaxFrames = uint64_t{1} << 26;

  static size_t bytes_for(size_t lanes, size_t frames) {
    return sizeof(AudioWindowHeader) + lanes * frames * sizeof(Sample);
  }

  // [any, before readers attach] Makes a silent window of `frames` (a power of two) in `memory` (64-byte
  // aligned, at least bytes_for()), and touches all of it.
  static Result<AudioWindow> create(void* memory, size_t bytes, size_t lanes, size_t frames) {
    if (!is_possible(lanes, frames))
      return Error{"An audio window has 1 to 1024 lanes and a power of two of frames, at most 67108864."};
    if (bytes < bytes_for(lanes, frames) || !is_aligned(memory))
      return Error{"The memory given for an audio window is too small, or not aligned to 64 bytes."};
    std::memset(memory, 0, bytes_for(lanes, frames));
    auto* header = new (memory) AudioWindowHeader{};
    header->lanes = lanes;
    header->frames = frames;
    header->magic = AudioWindowHeader::kMagic;
    return AudioWindow(header, lanes, frames);
  }

  // [any] Refuses memory that holds no window, or one larger than `bytes`.
  static Result<AudioWindow> attach(void* memory, size_t bytes) {
    if (bytes < sizeof(AudioWindowHeader) || !is_aligned(memory))
      return Error{"There is no audio window: the memory is smaller than its header, or not aligned to 64 bytes."};
    auto* header = static_cast<AudioWindowHeader*>(memory);
    if (header->magic != AudioWindowHeader::kMagic)
      return Error{"There is no audio window: the memory holds something else."};
    const uint64_t lanes = header->lanes, frames = header->frames;
    if (!is_possible(lanes, frames) || bytes_for(lanes, frames) > bytes)
      return Error{"The audio window's header does not fit its memory; it was made by another version."};
    return AudioWindow(header, lanes, frames);
  }

  int lanes() const { return static_cast<int>(lanes_); }
  int frames() const { return static_cast<int>(frames_); }
  // [any] Frames written since create().
  uint64_t written() const { return header_->written.load(std::memory_order_acquire); }

  // [writer] Wait-free. Appends `frames` (0..frames()) of all lanes: signals[lane][frame].
  void write(const float* const* signals, int frames) {
    const uint64_t start = header_->written.load(std::memory_order_relaxed);
    const uint64_t end = start + static_cast<uint64_t>(frames);
    header_->claimed.store(end, std::memory_order_relaxed);
    // Each sample is released: a reader that meets a new sample also meets the new claim.
    for (uint64_t lane = 0; lane < lanes_; ++lane)
      for (uint64_t f = start; f < end; ++f)
        sample(lane, f).store(std::bit_cast<uint32_t>(signals[lane][f - start]), std::memory_order_release);
    header_->written.store(end, std::memory_order_release);
  }

  struct Copied {
    bool whole;    // false: some of it was overwritten while it was copied; copy again, or ask for fewer frames
    uint64_t end;  // the frame count just after the newest frame copied
  };

  // [reader] Wait-free. Copies the newest `frames` (0..frames()) of `lane` (0..lanes()-1), oldest first. What
  // was never written is silence. Pass the `end` of another lane's copy to get the same frames of this one.
  Copied copy_newest(int lane, float* to, int frames) const { return copy_until(written(), lane, to, frames); }
  Copied copy_until(uint64_t end, int lane, float* to, int frames) const {
    const uint64_t count = static_cast<uint64_t>(frames);
    for (uint64_t f = 0; f < count; ++f)
      to[f] =
          std::bit_cast<float>(sample(static_cast<uint64_t>(lane), end - count + f).load(std::memory_order_acquire));
    const uint64_t claimed = header_->claimed.load(std::memory_order_relaxed);
    return {claimed + count <= end + frames_, end};
  }

 private:
  AudioWindow(AudioWindowHeader* header, uint64_t lanes, uint64_t frames)
      : header_(header), lanes_(lanes), frames_(frames) {}
  static bool is_possible(uint64_t lanes, uint64_t frames) {
    return lanes >= 1 && lanes <= kMaxLanes && std::has_single_bit(frames) && frames <= kMaxFrames;
  }
  static bool is_aligned(const void* memory) {
    return reinterpret_cast<uintptr_t>(memory) % alignof(AudioWindowHeader) == 0;
  }
  Sample& sample(uint64_t lane, uint64_t frame) const {
    return reinterpret_cast<Sample*>(header_ + 1)[lane * frames_ + (frame & (frames_ - 1))];
  }

  AudioWindowHeader* header_;
  uint64_t lanes_;
  uint64_t frames_;
};

}  // namespace headroom
