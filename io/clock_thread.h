// The desk's own clock: calls the engine block by block in real time whenever no device does.
#pragma once

#include <atomic>
#include <string>
#include <thread>

#include "io/engine_caller.h"

namespace headroom {

class ClockThread {
 public:
  // Runs until destroyed. Late by more than a block, it counts a dropout and hurries; late by more than
  // kMostBlocksBehind, it lets the time go.
  static constexpr int kMostBlocksBehind = 4;
  ClockThread(EngineCaller& caller, double sample_rate, int block_frames);
  ~ClockThread();

  // [any, not audio] Blocks of another size from the next one on.
  void change_block(int block_frames) { block_frames_.store(block_frames, std::memory_order_relaxed); }

  // Why the thread has no real-time priority; empty when it has. Known once the constructor returns.
  const std::string& priority_refused() const { return priority_refused_; }

 private:
  void run();

  EngineCaller& caller_;
  double frame_ns_;
  std::atomic<int> block_frames_;
  std::string priority_refused_;
  std::atomic<bool> priority_known_{false};
  std::atomic<bool> stop_{false};
  std::thread thread_;
};

}  // namespace headroom
