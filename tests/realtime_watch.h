// Watches an audio callback do its work, in a child process whose audio thread may not call the system: every
// allocation, every lock and every system call inside the callback is counted.
// Linux: system calls are trapped by seccomp; allocator and locks are counted by standing in front of the C library's,
// so the object with realtime_watch.cpp must be linked into the test program itself.
#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>

namespace headroom {

struct RealtimeReport {
  bool finished = false;           // false: the child crashed
  uint64_t allocations = 0;        // malloc, free, new, delete and their kin
  uint64_t locks = 0;              // mutexes, read-write locks, semaphores; a condition shows as its system call
  uint64_t system_calls = 0;       // trapped and not carried out
  int64_t first_system_call = -1;  // its number, to find it in asm/unistd.h
  uint64_t page_faults = 0;        // memory touched for the first time
};
std::ostream& operator<<(std::ostream& text, const RealtimeReport& report);

// For each block 0...blocks-1: `between(block)` on the child's main thread, unwatched, then `callback(block)` on its
// audio thread, watched. Make what the callback works on in between(0): memory made before the fork is copied on the
// first touch, which would show as page faults. What the child changes the caller does not see.
RealtimeReport watch_realtime(int blocks, const std::function<void(int block)>& between,
                              const std::function<void(int block)>& callback);

// On a thread that helps the callback, in the child: from now on it is watched as well, and all the time, but for the
// calls by which it waits for its turn (sched_yield, clock_nanosleep). False when the thread is watched already.
bool watch_worker();

}  // namespace headroom
