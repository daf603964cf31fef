// What the engine costs on this machine: a full console with noise on every input, timed block by block.
#pragma once

#include <string>

#include "console/plan.h"
#include "dsp/kernels.h"

namespace headroom {

struct CostRequest {
  int channels = 64;
  int auxes = 16;  // a send of every channel to each
  int block_frames = 64;
  double sample_rate = 48000;  // Hz
  double seconds = 10;         // of sound
  // Full: high-pass, gate, four equaliser bands and compressor on every channel; all sends up; equaliser and
  // compressor on the eight groups and on main. Flat: fader, pan and sends alone.
  bool full_strip = true;
  const KernelTable* kernels = nullptr;
};

// Microseconds a block, over all blocks.
struct BlockTimes {
  double p50_us = 0, p99_us = 0, p999_us = 0, max_us = 0;
};

struct EngineCost {
  BlockTimes cpu;                    // of the thread that computes (CLOCK_THREAD_CPUTIME_ID)
  BlockTimes wall;                   // including what the machine did meanwhile (CLOCK_MONOTONIC)
  double ns_per_channel_sample = 0;  // cpu, median, everything shared out over the channels
  double channels_per_core = 0;      // as many as fill one core at that cost
  double share_of_core_percent = 0;  // of the block's duration, cpu, median
};

// The plan of the console that is measured: eight groups, no matrices.
DeskPlan cost_plan(const CostRequest& request);

// Runs for about seconds * share. Not for audio threads.
EngineCost measure_cost(const CostRequest& request);

}  // namespace headroom
