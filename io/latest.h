// A mailbox between two threads that keeps only the newest value: the way *state* travels.
// One writer, one reader, both wait-free; the reader keeps its slot until its next take().
#pragma once

#include <array>
#include <atomic>
#include <cstdint>

namespace headroom {

template <class T>
class Latest {
 public:
  Latest() = default;
  // Three copies of `prototype`, so that T may hold storage sized once and never again.
  explicit Latest(const T& prototype) : slots_{prototype, prototype, prototype} {}

  // [writer] The slot being written. It holds a value of some time ago: fill it whole, then publish().
  T& draft() { return slots_[write_]; }
  // [writer] Hands the draft over; an older value that was never taken is dropped.
  void publish() {
    write_ = shared_.exchange(static_cast<uint8_t>(write_ | kFresh), std::memory_order_acq_rel) & kSlotMask;
  }

  // [reader] The newest value, or nullptr when nothing was published since the last take().
  const T* take() {
    if (!(shared_.load(std::memory_order_relaxed) & kFresh)) return nullptr;
    read_ = shared_.exchange(read_, std::memory_order_acq_rel) & kSlotMask;
    return &slots_[read_];
  }

 private:
  static constexpr uint8_t kFresh = 4;
  static constexpr uint8_t kSlotMask = 3;
  std::array<T, 3> slots_{};
  std::atomic<uint8_t> shared_{1};
  uint8_t write_ = 0;
  uint8_t read_ = 2;
};

}  // namespace headroom
