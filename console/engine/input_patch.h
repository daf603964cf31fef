// Which engine input each lane of a channel bank hears, and the guard in front of it. A change of source
// fades out, switches, and fades in; an input that is broken (NaN, Inf, beyond +-1000) silences its lane
// until it has been clean for a second. Audio thread.
#pragma once

#include <array>
#include <cstdint>

#include "console/engine.h"
#include "console/targets.h"
#include "dsp/kernel_table.h"

namespace headroom {

class InputPatch {
 public:
  // `rejoin_frames`: how long a broken input has to be clean, in frames.
  InputPatch(int bank, int inputs, int rejoin_frames);

  void aim(const std::array<int, kLanes>& sources);
  // Every grid frame, after the ramps have moved on: takes the next step of a change of source, lets clean
  // inputs back in. `ramp_frames` 0: at once.
  void advance(InputStage& stage, int ramp_frames, uint64_t frame, EngineReports* reports);
  // `frames` frames from in[...][offset] on, as a block; `frame` is the engine's time of the first.
  void gather(const KernelTable& kernels, const float* const* in, int offset, float* block, int frames,
              uint64_t frame, EngineReports* reports);

 private:
  void guard(int lane, float* block, int frames, uint64_t frame, EngineReports* reports);
  void report(EngineEvent::Kind kind, int lane, uint64_t frame, EngineReports* reports) const;

  int bank_;
  int inputs_;
  uint64_t rejoin_frames_;
  std::array<int, kLanes> source_;
  std::array<int, kLanes> wanted_;
  uint32_t changing_ = 0;  // bit `lane`: on the way to `wanted_`
  uint32_t faulty_ = 0;    // bit `lane`: silenced
  std::array<uint64_t, kLanes> last_fault_frame_{};
};

}  // namespace headroom
