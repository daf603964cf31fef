#include "io/clock_thread.h"

#include <algorithm>

#include "io/monotonic.h"
#include "io/realtime.h"

namespace headroom {
namespace {

// Below JACK's clients (5..10 under its server's default of 10) nothing is gained; above them the desk could
// starve them.
constexpr int kClockPriority = 10;
constexpr double kLongestNap_ns = 5e6;  // between looks at whether the device still calls

}  // namespace

ClockThread::ClockThread(EngineCaller& caller, double sample_rate, int block_frames)
    : caller_(caller), frame_ns_(1e9 / sample_rate), block_frames_(block_frames), thread_([this] { run(); }) {
  priority_known_.wait(false);
}

ClockThread::~ClockThread() {
  stop_ = true;
  thread_.join();
}

void ClockThread::run() {
  if (const Outcome priority = prefer_realtime_thread(kClockPriority); !priority) priority_refused_ = priority.error();
  priority_known_ = true;
  priority_known_.notify_one();

  const auto now_ns = [] { return static_cast<double>(monotonic_ns()); };
  double due_ns = now_ns();  // when the next block begins
  while (!stop_) {
    const int block_frames = block_frames_.load(std::memory_order_relaxed);
    const double block_ns = frame_ns_ * block_frames;
    if (!caller_.call_from_clock(block_frames)) {
      sleep_until(static_cast<int64_t>(now_ns() + std::min(block_ns, kLongestNap_ns)));
      due_ns = now_ns();
      continue;
    }
    due_ns += block_ns;
    const double late_ns = now_ns() - due_ns;
    if (late_ns > block_ns) caller_.count_dropout(DropoutCause::clock);
    if (late_ns > kMostBlocksBehind * block_ns) due_ns += late_ns;
    sleep_until(static_cast<int64_t>(due_ns));
  }
}

}  // namespace headroom
