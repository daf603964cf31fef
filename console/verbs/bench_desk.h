// The desks that are measured: channels with noise on every input, set to a known amount of work, rendered block by
// block. The bench times them, a test counts their instructions.
#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

#include "console/desk.h"
#include "console/engine.h"
#include "console/engine/workers.h"

namespace headroom {

enum class BenchStrip {
  flat,   // fader, pan and sends alone
  bench,  // trim, 12 dB high-pass, gate, four bands, soft-knee compressor with make-up, fader, pan, post-fader sends,
          // peak meter; main with four bands and limiter
  full,   // everything the table offers on a channel and on main
};

// The words of the command line, in the order of BenchStrip.
inline constexpr std::array<const char*, 3> kBenchStripNames{"flat", "bench", "full"};

struct BenchRequest {
  int channels = 64;  // 8...DeskPlan::kMaxChannels
  int auxes = 8;      // each with a post-fader send from every channel
  int groups = 0;     // the channels take turns in them; with four bands and a compressor, but for `flat`
  int block_frames = 64;
  double sample_rate = 48000;  // Hz
  BenchStrip strip = BenchStrip::bench;
  bool moving_faders = false;  // every fader is always on its way: up, down, up..., a ramp each
  const KernelTable* kernels = nullptr;
  int workers = 0;  // threads beside the one that renders; no more of them start than the desk has work for
};

// What the faders of a bench are told: nothing after frame 0, or one of two positions at the end of every ramp.
class BenchTargets final : public TargetsSource {
 public:
  const Targets* take(uint64_t frame) noexcept override;

  Targets low, high;
  uint64_t swing_frames = 0;  // 0: the faders stand
};

// The desk and its engine, with all memory touched. Not for audio threads.
class BenchDesk {
 public:
  explicit BenchDesk(const BenchRequest& request);

  // Fetches the next block of noise; then renders it. The second is what costs.
  void hear_next_block();
  void render_block() { engine_.process(in_.data(), out_.data(), block_frames_); }
  int workers() const { return workers_.threads(); }
  std::span<const float> main_left() const { return {out_[0], static_cast<size_t>(block_frames_)}; }

 private:
  const int block_frames_;
  Desk desk_;
  BenchTargets targets_;
  Workers workers_;
  Engine engine_;
  std::vector<float> noise_;  // a second and a block, heard by each input from another place on
  size_t heard_ = 0;          // frames
  std::vector<float> out_samples_;
  std::vector<const float*> in_;
  std::vector<float*> out_;
};

}  // namespace headroom
