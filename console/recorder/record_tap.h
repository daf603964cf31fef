// Where the recorder listens: between the engine and whoever else hears its reports. The audio thread copies what
// sounds into the feeds that are on at the moment.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <span>

#include "console/engine.h"
#include "console/recorder/record_feed.h"
#include "io/latest.h"

namespace headroom {

class RecordTap final : public EngineReports {
 public:
  static constexpr size_t kMostFeeds = 128;

  // Everything the engine tells goes on to `next`, which must outlive the tap.
  explicit RecordTap(EngineReports& next) : next_(next) {}

  void on_meters(uint64_t end_frame, int frames, std::span<const BankMeters> banks) noexcept override {
    next_.on_meters(end_frame, frames, banks);
  }
  void on_event(const EngineEvent& event) noexcept override { next_.on_event(event); }
  void on_sound(const EngineSound& sound) noexcept override;

  // [recorder] From a grid frame to come on exactly these feeds (kMostFeeds at most) hear. Returns a number for
  // has_changed_over().
  uint64_t change_over(std::span<RecordFeed* const> feeds);
  // [recorder] True once the audio thread has done so: feeds that were left out are never touched by it again.
  bool has_changed_over(uint64_t number) const { return taken_.load(std::memory_order_acquire) >= number; }

 private:
  struct Feeds {
    uint64_t number = 0;
    size_t count = 0;
    std::array<RecordFeed*, kMostFeeds> feeds{};
  };

  EngineReports& next_;
  Latest<Feeds> latest_;
  const Feeds* heard_ = nullptr;  // audio thread
  uint64_t published_ = 0;        // recorder
  std::atomic<uint64_t> taken_{0};
};

}  // namespace headroom
