// What the operating system must allow for live sound: priority for the audio threads, memory that stays in
// memory, and a list of checks with the way to mend each. Linux's own; other systems get their own body of
// this header.
#pragma once

#include <string>
#include <vector>

#include "io/result.h"

namespace headroom {

// Gives the calling thread real-time priority (SCHED_FIFO, 1..99), or says what would allow it.
Outcome prefer_realtime_thread(int priority);

// Keeps all memory of the program, present and future, out of swap, or says what would allow it.
Outcome lock_memory();

enum class Verdict { ok, warn, fail };

struct RealtimeCheck {
  std::string name;  // "Real-time priority"
  Verdict verdict;
  std::string sentence;  // what was found
  std::string mend;      // what to do about it; empty when ok
};

// Looks at limits, governor, sound server, kernel, groups, devices and shared memory. Changes nothing. Not
// for audio threads.
std::vector<RealtimeCheck> realtime_checks();

}  // namespace headroom
