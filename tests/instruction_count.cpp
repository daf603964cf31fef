// Renders a few blocks of 64 channels at 64 frames, for callgrind to count: instruction_count STRIP KERNELS (flat,
// bench or full, or moving: flat with every fader on its way; scalar, sse2 or avx2). Prints the number of blocks
// counted and the compiler's version. Status 77: this machine cannot run these kernels.
#include <cstdio>
#include <string_view>

#include "console/verbs/bench_desk.h"
#include "dsp/kernel_table.h"

// Callgrind counts what happens between entering and leaving this function.
extern "C" [[gnu::noinline]] void counted_block(headroom::BenchDesk& desk) { desk.render_block(); }

int main(int argc, char** argv) {
  using namespace headroom;
  if (argc != 3) return 2;
  BenchRequest request;
  request.kernels = find_kernels(argv[2]);
  for (size_t i = 0; i < kBenchStripNames.size(); ++i)
    if (std::string_view(argv[1]) == kBenchStripNames[i]) request.strip = static_cast<BenchStrip>(i);
  request.moving_faders = std::string_view(argv[1]) == "moving";
  if (request.moving_faders) request.strip = BenchStrip::flat;
  if (!request.kernels) return 77;
  BenchDesk desk(request);
  // Enough for gates and compressors to be at work. Then four blocks: a whole ramp, with its hand-over of meters.
  constexpr int kSettling = 60, kCounted = 4;
  for (int block = 0; block < kSettling; ++block) {
    desk.hear_next_block();
    desk.render_block();
  }
  for (int block = 0; block < kCounted; ++block) {
    desk.hear_next_block();
    counted_block(desk);
  }
  std::printf("%d %s\n", kCounted, __VERSION__);
}
