// A queue between two threads or two processes that keeps order: the way *events* travel.
// One writer, one reader, both wait-free. A full ring refuses and counts; nobody waits on it.
// Holds no pointer, so it may lie in shared memory that each process maps at its own address.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <type_traits>

namespace headroom {

template <class T, uint32_t kCapacity>
class Ring {
  static_assert((kCapacity & (kCapacity - 1)) == 0, "capacity is a power of two");
  static_assert(std::is_trivially_copyable_v<T>, "items are copied as bytes between processes");
  static_assert(std::atomic<uint32_t>::is_always_lock_free);

 public:
  // [writer] False, and counted as refused, when the ring is full.
  bool push(const T& item) {
    const uint32_t write = write_.load(std::memory_order_relaxed);
    if (write - read_.load(std::memory_order_acquire) >= kCapacity) {
      refused_.fetch_add(1, std::memory_order_relaxed);
      return false;
    }
    items_[write & (kCapacity - 1)] = item;
    write_.store(write + 1, std::memory_order_release);
    return true;
  }

  // [reader] False when the ring is empty. A count that a dying writer left absurd is taken as empty.
  bool pop(T& item) {
    const uint32_t read = read_.load(std::memory_order_relaxed);
    const uint32_t waiting = write_.load(std::memory_order_acquire) - read;
    if (waiting == 0 || waiting > kCapacity) return false;
    item = items_[read & (kCapacity - 1)];
    read_.store(read + 1, std::memory_order_release);
    return true;
  }

  // [any] How many items were refused since the ring was made.
  uint32_t refused() const { return refused_.load(std::memory_order_relaxed); }

  // [neither side running] Empties the ring for a new pair of owners.
  void reset() {
    write_.store(0, std::memory_order_relaxed);
    read_.store(0, std::memory_order_relaxed);
    refused_.store(0, std::memory_order_relaxed);
  }

 private:
  alignas(64) std::atomic<uint32_t> write_{0};
  alignas(64) std::atomic<uint32_t> read_{0};
  alignas(64) std::atomic<uint32_t> refused_{0};
  alignas(64) std::array<T, kCapacity> items_{};
};

}  // namespace headroom
