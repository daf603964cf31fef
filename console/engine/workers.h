// Threads that help the audio callback through a block. The callback hands out lists of numbered tasks and takes tasks
// itself; a worker that is awake takes some off it, one that sleeps is not missed. Nobody is ever woken: workers know
// when the next block is due, and are there.
//
// Promised: the callback makes no system call, takes no lock, allocates nothing. It waits, spinning, for one thing
// only: a task that a worker has begun. With real-time priority (Pace::real_time, where the system allows it) a worker
// in the middle of a task is put aside only for threads of higher priority, so the wait is shorter than one task;
// without it the system may put a worker aside for as long as it likes, and the callback waits as long. Use no more
// workers than there are cores beside the callback's own.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

namespace headroom {

// How many are of use on this machine: one for each core but the callback's.
int most_workers();

class Workers {
 public:
  enum class Pace {
    real_time,     // blocks come at the sample rate: sleep until shortly before the next is due
    back_to_back,  // blocks come as fast as they are done: stay awake
  };

  // [control] Starts `threads` of them, or as many as the system allows. `sample_rate` in Hz.
  Workers(int threads, Pace pace, double sample_rate);
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  int threads() const { return static_cast<int>(threads_.size()); }
  // What the system refused, threads or their real-time priority; empty when nothing.
  const std::string& complaint() const { return complaint_; }

  // [audio] One block of `frames` frames: workers look for tasks while it lives.
  class Block {
   public:
    Block(Workers& workers, int frames);
    ~Block();
    Block(const Block&) = delete;
    Block& operator=(const Block&) = delete;

   private:
    Workers& workers_;
  };

  // [audio, inside a Block] Calls task(0) ... task(tasks - 1), each once, in any order and on any of the threads, and
  // returns when all are done. What one run() wrote every task of the next one sees.
  template <class Task>
  void run(int tasks, const Task& task) {
    run_job(tasks, {[](const void* context, int number) { (*static_cast<const Task*>(context))(number); }, &task});
  }

 private:
  struct Job {
    void (*function)(const void* context, int number);
    const void* context;
  };
  // Tasks that nobody has begun: first and end in one word, so that taking one is one step.
  struct alignas(64) Share {
    std::atomic<uint64_t> untaken{0};
  };

  void run_job(int tasks, Job job);
  // The next task, from the thread's own share or, when that is empty, from another's; -1: none.
  int take(size_t sharer);
  void run_thread(size_t sharer, Pace pace, double sample_rate);
  void work_in_real_time(size_t sharer, double sample_rate);
  void work_back_to_back(size_t sharer);
  void help_through_block(size_t sharer);
  bool is_block_on() const { return (turns_.load(std::memory_order_acquire) & 1) != 0; }

  // One share for the callback, the first, and one for each worker: who did a bank in the last block does it in the
  // next as well while it can, as the bank's memory is in its core's cache.
  std::vector<Share> shares_;
  Job job_{};  // read by those who have taken a task of it
  alignas(64) std::atomic<int> done_by_workers_{0};
  alignas(64) std::atomic<uint64_t> turns_{0};  // two a block, at its beginning and its end
  std::atomic<int> block_frames_{0};
  std::atomic<bool> ending_{false};
  std::atomic<int> ready_{0};
  std::string priority_refused_;  // written by the first worker before it is ready
  std::string complaint_;
  std::vector<std::thread> threads_;
};

}  // namespace headroom
