// One block into the engine and out again, from whichever thread has the turn: the device's callback or the
// clock. The device takes the turn whenever it calls; the clock takes it when the device says it is gone, or
// is not heard for a while. Never both at once: who finds the other inside leaves the engine alone for that
// block.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <tuple>
#include <vector>

#include "io/audio_driver.h"
#include "io/dropouts.h"
#include "io/load_meter.h"

namespace headroom {

class EngineCaller {
 public:
  // Allocates and touches every buffer that the audio threads will use.
  EngineCaller(const DriverRequest& request, EngineCallback engine);

  // [the device's audio thread] Wait-free.
  void call_from_device(const DeviceBlock& block);

  // [clock thread] Wait-free. Gives the engine `frames` of the input source, or of silence. False when the
  // device has the turn.
  bool call_from_clock(int frames);
  // [clock thread] True while the clock must call.
  bool clock_is_due() const;
  // [audio, clock thread] Wait-free.
  void count_dropout(DropoutCause cause) {
    dropouts_[static_cast<size_t>(cause)].fetch_add(1, std::memory_order_relaxed);
  }

  // [watcher] The device is about to be left: its outputs fade to silence within kFade_s.
  static constexpr double kFade_s = 0.020;
  void fade_out() { is_leaving_.store(true, std::memory_order_release); }
  // [watcher] It has been left: the next one fades in.
  void end_fade_out() { is_leaving_.store(false, std::memory_order_release); }
  // [any] True while nothing of the engine reaches the device.
  bool is_silent() const { return is_silent_.load(std::memory_order_acquire); }

  // [any] The device will not call by itself any more: the clock need not wait to find out.
  void device_gone() { device_heard_ns_.store(kNeverHeard, std::memory_order_release); }

  // [any]
  bool device_drives() const { return turn_.load(std::memory_order_acquire) == Turn::device; }
  uint64_t frames() const { return frames_.load(std::memory_order_relaxed); }
  DropoutCounts dropouts() const {
    DropoutCounts counts;
    for (size_t cause = 0; cause < counts.size(); ++cause)
      counts[cause] = dropouts_[cause].load(std::memory_order_relaxed);
    return counts;
  }
  int block_frames() const { return block_frames_.load(std::memory_order_relaxed); }  // of the newest block
  LoadMeter& load() { return load_; }

 private:
  enum class Turn : uint8_t { clock, device };
  static constexpr int64_t kNeverHeard = INT64_MIN / 2;

  bool enter() { return !inside_.exchange(true, std::memory_order_acquire); }
  void leave() { inside_.store(false, std::memory_order_release); }
  void run(const DeviceBlock& block);
  void run_part(const DeviceBlock& block, int start, int frames);
  void fade(float* const* out, int outputs, int start, int frames);

  EngineCallback engine_;
  InputSource source_;
  LineTest* line_test_;
  double sample_rate_;
  int max_block_frames_;
  int inputs_, outputs_;
  int fade_frames_;
  int faded_frames_ = 0;  // 0: silent, fade_frames_: all of it

  std::vector<float> silence_;
  std::vector<float> source_samples_, scratch_samples_;
  std::vector<float*> source_inputs_, scratch_outputs_;
  std::vector<const float*> in_;  // of the part being run
  std::vector<float*> out_;

  std::atomic<bool> is_leaving_{false}, is_silent_{true};
  std::atomic<bool> inside_{false};
  std::atomic<Turn> turn_{Turn::clock};
  std::atomic<int64_t> device_heard_ns_{kNeverHeard};
  std::atomic<uint64_t> frames_{0};
  std::array<std::atomic<uint64_t>, std::tuple_size_v<DropoutCounts>> dropouts_{};  // by DropoutCause
  std::atomic<int> block_frames_;
  LoadMeter load_;
};

}  // namespace headroom
