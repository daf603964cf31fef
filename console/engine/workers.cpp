#include "console/engine/workers.h"

#include <algorithm>
#include <system_error>

#include "dsp/flush_denormals.h"
#include "io/monotonic.h"
#include "io/realtime.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace headroom {
namespace {

constexpr int kWorkerPriority = 10;  // that of the desk's own clock (io/clock_thread.cpp), and for its reasons
// A thread with real-time priority wakes up within some 50 us.
constexpr int64_t kEarly_ns = 100'000;
constexpr int64_t kLongestNap_ns = 20'000'000;  // while no blocks come
constexpr int kPatience = 2000;                 // looks, some 50 us, before one that never sleeps lets others run

void pause_briefly() {
#if defined(__SSE2__)
  _mm_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

constexpr uint64_t tasks_between(int first, int end) {
  return static_cast<uint64_t>(end) << 32 | static_cast<uint32_t>(first);
}
constexpr int first_of(uint64_t tasks) { return static_cast<int>(tasks & 0xffffffffu); }
constexpr int end_of(uint64_t tasks) { return static_cast<int>(tasks >> 32); }

// When blocks begin. A wake-up is late at random and never early, so an early block is followed at once, late ones
// slowly.
class BlockClock {
 public:
  void see_block(int64_t now_ns, int64_t period_ns) {
    period_ns_ = std::max(int64_t{1}, period_ns);
    const int64_t late_ns = now_ns - due_ns_;
    const bool is_slightly_late = late_ns > 0 && late_ns < period_ns_;
    due_ns_ = (is_slightly_late ? due_ns_ + late_ns / 8 : now_ns) + period_ns_;
  }
  // A block may come at any time from now on.
  void expect_block(int64_t now_ns) { due_ns_ = now_ns; }
  bool is_overdue(int64_t now_ns) const { return now_ns > due_ns_ + period_ns_; }
  int64_t wake_ns() const { return due_ns_ - std::min(kEarly_ns, period_ns_ / 4); }
  int64_t nap_ns() const { return std::min(period_ns_, kLongestNap_ns); }

 private:
  int64_t due_ns_ = 0;
  int64_t period_ns_ = kLongestNap_ns;
};

}  // namespace

int most_workers() { return std::max(0, static_cast<int>(std::thread::hardware_concurrency()) - 1); }

Workers::Workers(int threads, Pace pace, double sample_rate) : shares_(static_cast<size_t>(threads) + 1) {
  try {
    for (size_t sharer = 1; sharer < shares_.size(); ++sharer)
      threads_.emplace_back([this, sharer, pace, sample_rate] { run_thread(sharer, pace, sample_rate); });
  } catch (const std::system_error& refusal) {
    complaint_ = "The system gives " + std::to_string(this->threads()) + " of " + std::to_string(threads) +
                 " worker threads (" + refusal.what() + "). ";
  }
  for (int ready = ready_; ready < this->threads(); ready = ready_) ready_.wait(ready);
  complaint_ += priority_refused_;
}

Workers::~Workers() {
  ending_ = true;
  for (std::thread& thread : threads_) thread.join();
}

Workers::Block::Block(Workers& workers, int frames) : workers_(workers) {
  workers_.block_frames_.store(frames, std::memory_order_relaxed);
  workers_.turns_.fetch_add(1, std::memory_order_release);
}

Workers::Block::~Block() { workers_.turns_.fetch_add(1, std::memory_order_release); }

void Workers::run_job(int tasks, Job job) {
  done_by_workers_.store(0, std::memory_order_relaxed);
  job_ = job;
  const auto sharers = static_cast<int>(shares_.size());
  for (int sharer = 0; sharer < sharers; ++sharer)
    shares_[static_cast<size_t>(sharer)].untaken.store(
        tasks_between(tasks * sharer / sharers, tasks * (sharer + 1) / sharers), std::memory_order_release);
  int done = 0;
  for (int number; (number = take(0)) >= 0; ++done) job.function(job.context, number);
  while (done_by_workers_.load(std::memory_order_acquire) != tasks - done) pause_briefly();
}

// Whoever takes a task may be late and believe an earlier job still on: the task is one of the job that is on now, all
// the same, and that job stays until the task is done.
int Workers::take(size_t sharer) {
  for (size_t i = 0; i < shares_.size(); ++i) {
    std::atomic<uint64_t>& untaken = shares_[(sharer + i) % shares_.size()].untaken;
    uint64_t tasks = untaken.load(std::memory_order_relaxed);
    while (first_of(tasks) < end_of(tasks)) {
      if (untaken.compare_exchange_weak(tasks, tasks_between(first_of(tasks) + 1, end_of(tasks)),
                                        std::memory_order_acquire, std::memory_order_relaxed))
        return first_of(tasks);
    }
  }
  return -1;
}

void Workers::help_through_block(size_t sharer) {
  while (is_block_on()) {
    const int number = take(sharer);
    if (number < 0) {
      pause_briefly();
      continue;
    }
    const Job job = job_;
    job.function(job.context, number);
    done_by_workers_.fetch_add(1, std::memory_order_release);
  }
}

void Workers::run_thread(size_t sharer, Pace pace, double sample_rate) {
  if (pace == Pace::real_time) {
    const Outcome priority = prefer_realtime_thread(kWorkerPriority);
    if (sharer == 1 && !priority) priority_refused_ = priority.error();
  }
  ready_.fetch_add(1);
  ready_.notify_one();
  const FlushDenormals flush;
  if (pace == Pace::real_time)
    work_in_real_time(sharer, sample_rate);
  else
    work_back_to_back(sharer);
}

void Workers::work_in_real_time(size_t sharer, double sample_rate) {
  BlockClock clock;
  while (!ending_) {
    const int64_t now_ns = monotonic_ns();
    if (is_block_on()) {
      clock.see_block(now_ns, static_cast<int64_t>(block_frames_.load(std::memory_order_relaxed) / sample_rate * 1e9));
      help_through_block(sharer);
      sleep_until(clock.wake_ns());
    } else if (clock.is_overdue(now_ns)) {
      const uint64_t turns_before = turns_.load(std::memory_order_relaxed);
      sleep_until(now_ns + clock.nap_ns());
      if (turns_.load(std::memory_order_relaxed) != turns_before) clock.expect_block(monotonic_ns());
    } else {
      pause_briefly();
    }
  }
}

void Workers::work_back_to_back(size_t sharer) {
  for (int looks = 0; !ending_; ++looks) {
    if (is_block_on()) {
      help_through_block(sharer);
      looks = 0;
    }
    if (looks < kPatience)
      pause_briefly();
    else
      std::this_thread::yield();
  }
}

}  // namespace headroom
