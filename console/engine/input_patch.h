// Which engine input each lane of a channel bank hears, and the guard in front of it. A change of source
// fades out, switches, and fades in; an input that is broken (NaN, Inf, beyond +-1000) silences its lane
// until it has been clean for a second, or until the lane's backup has faded in. A backup is heard as long as the input
// is broken or not there, and a second more. Audio thread.
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

  void aim(const BankTargets& targets);
  // Every grid frame, after the ramps have moved on: takes the next step of a change of source, lets clean
  // inputs back in. `ramp_frames` 0: at once.
  void advance(InputStage& stage, int ramp_frames, uint64_t frame, EngineReports* reports);
  // `frames` frames from in[...][offset] on, as a block; `frame` is the engine's time of the first. On any thread.
  void gather(const KernelTable& kernels, const float* const* in, int offset, float* block, int frames, uint64_t frame);
  // Nothing is left for advance() and report_faults() to do.
  bool is_at_rest() const { return (changing_ | faulty_ | unreported_ | on_backup_) == 0; }
  // The input that each lane hears until the next advance(), or kNoSource.
  const std::array<int, kLanes>& sources() const { return source_; }
  // No lane has an input, or is about to.
  bool is_unpatched() const;
  // On the callback's thread, after gather(): the faults it met.
  void report_faults(EngineReports* reports);

 private:
  // Of lanes with a backup: whether the input they are patched to is there and sound.
  void watch_main_inputs(const float* const* in, int offset, int frames, uint64_t frame);
  void return_to_main(uint64_t frame);
  // Starts the change to what the lane is to hear now.
  void want(int lane);
  void guard(int lane, float* block, int frames, uint64_t frame);
  void report(EngineEvent::Kind kind, int lane, uint64_t frame, EngineReports* reports) const;

  int bank_;
  int inputs_;
  uint64_t rejoin_frames_;
  std::array<int, kLanes> source_;
  std::array<int, kLanes> wanted_;
  std::array<int, kLanes> main_;    // what the lane is patched to
  std::array<int, kLanes> backup_;  // kNoSource: none
  uint32_t changing_ = 0;           // bit `lane`: on the way to `wanted_`
  uint32_t faulty_ = 0;             // bit `lane`: silenced
  uint32_t unreported_ = 0;         // bit `lane`: silenced since report_faults()
  uint32_t has_backup_ = 0;         // bit `lane`
  uint32_t on_backup_ = 0;          // bit `lane`: the main input has failed
  std::array<uint64_t, kLanes> first_fault_frame_{}, last_fault_frame_{};
  std::array<uint64_t, kLanes> last_main_fault_frame_{};
};

}  // namespace headroom
