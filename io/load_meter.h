// How much of each block's time the audio callback used. Written by the audio thread without waiting; read by
// anyone.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>

namespace headroom {

// Shares of the block's duration, 1 = the whole block. Percentiles are over the last `blocks` blocks.
struct LoadFigures {
  double p50 = 0, p99 = 0, p999 = 0;
  double max = 0;              // since the start
  double peak_since_read = 0;  // since the last figures()
  int blocks = 0;
};

class LoadMeter {
 public:
  static constexpr uint32_t kBlocks = 8192;  // 11 s of 64-frame blocks at 48 kHz

  // [audio] Wait-free. One writer at a time.
  void add(double share_of_block) {
    const auto share = static_cast<float>(share_of_block);
    const uint64_t n = count_.load(std::memory_order_relaxed);
    shares_[n % kBlocks].store(share, std::memory_order_relaxed);
    count_.store(n + 1, std::memory_order_release);
    if (share > max_.load(std::memory_order_relaxed)) max_.store(share, std::memory_order_relaxed);
    // A reader's reset may come between load and store; the peak of a single block then shows in the next
    // reading.
    if (share > peak_.load(std::memory_order_relaxed)) peak_.store(share, std::memory_order_relaxed);
  }

  // [one reader] Sorts a copy of the last blocks; not for the audio thread.
  LoadFigures figures();

 private:
  std::array<std::atomic<float>, kBlocks> shares_{};
  std::atomic<uint64_t> count_{0};
  std::atomic<float> max_{0};
  std::atomic<float> peak_{0};
};

}  // namespace headroom
