// The clock that never jumps and the time of day, in nanoseconds. Read without a system call (vDSO), so fit for the
// audio thread.
#pragma once

#include <time.h>

#include <cstdint>

namespace headroom {

inline int64_t monotonic_ns() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return int64_t{1'000'000'000} * now.tv_sec + now.tv_nsec;
}

// Since 1970. It jumps when somebody sets the clock: for people and logs, not for measuring.
inline uint64_t realtime_ns() {
  timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  return uint64_t{1'000'000'000} * static_cast<uint64_t>(now.tv_sec) + static_cast<uint64_t>(now.tv_nsec);
}

// Returns at `deadline_ns`, or at once when it has passed.
inline void sleep_until(int64_t deadline_ns) {
  const timespec deadline{static_cast<time_t>(deadline_ns / 1'000'000'000),
                          static_cast<long>(deadline_ns % 1'000'000'000)};
  while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &deadline, nullptr) != 0) {}
}

}  // namespace headroom
