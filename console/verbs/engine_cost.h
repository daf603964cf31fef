// What the engine costs on this machine: a bench's desk, timed block by block.
#pragma once

#include "console/verbs/bench_desk.h"

namespace headroom {

// Microseconds a block, over all blocks.
struct BlockTimes {
  double p50_us = 0, p99_us = 0, p999_us = 0, max_us = 0;
};

struct EngineCost {
  BlockTimes cpu;                    // of the thread that computes (CLOCK_THREAD_CPUTIME_ID)
  BlockTimes wall;                   // including what the machine did meanwhile (CLOCK_MONOTONIC)
  double ns_per_channel_sample = 0;  // cpu, median, everything shared out over the channels
  double fastest_ns = 0;             // the same of the fastest run
  double channels_per_core = 0;      // as many as fill one core at the median's cost
  double share_of_core_percent = 0;  // of the block's duration, cpu, median
  double main_level_dBFS = 0;        // RMS of main left: the work was done on sound
  int workers = 0;                   // threads that shared the work; cpu is the time of the one that waits for it
};

// Renders `seconds` of sound `runs` times and answers with the run of median cost. Not for audio threads.
EngineCost measure_cost(const BenchRequest& request, double seconds, int runs);

// The same desk without workers and with request.workers, in turns.
struct WorkersGain {
  EngineCost alone, shared;
  double times_as_fast = 0;  // median of the turns, each by the median block on the wall's clock
};
WorkersGain compare_workers(const BenchRequest& request, double seconds, int runs);

}  // namespace headroom
