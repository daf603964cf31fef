// The desk without a device: stems go in, edits come at their frames, and what chosen strips sound like comes
// out, as fast as the machine can. The sound is that of the live desk, bit for bit, whatever the size of the
// blocks.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "console/desk.h"
#include "console/engine.h"
#include "console/engine/workers.h"
#include "console/typed_edit.h"
#include "io/stem_folder.h"

namespace headroom {

class OfflineRender final : private TargetsSource, private EngineReports {
 public:
  // Stem i is on input i. Edits are taken at the first grid frame (every kGridFrames) that is not before
  // their time. `strips` are those to be heard: buses behind their fader, channels before it. Desk and stems
  // must outlive it. `workers`: threads that share the work, if the desk is large enough for them.
  OfflineRender(Desk& desk, std::span<const Stem> stems, std::vector<TimedEdit> edits, std::vector<StripIndex> strips,
                int workers = 0);

  // The next 1..kMaxBlockFrames frames.
  void render(int frames);

  // What strips[index] sounded like in the frames rendered last, `frames` of them; side 0 is left or mono, 1
  // right, of a surround strip the side of a Loudspeaker that was in its layout at the beginning.
  const float* sound(size_t index, int side) const;

  // Frames rendered so far.
  uint64_t frame() const { return engine_.frame(); }
  // Sentences since the last call: inputs and strips that a guard silenced.
  std::vector<std::string> take_notes();

 private:
  struct HeardLane {
    int source;  // lane_index()
    std::vector<float> samples;
  };

  const float* next_samples(size_t input, int frames);
  const Targets* take(uint64_t frame) noexcept override;
  void on_meters(uint64_t, int, std::span<const BankMeters>) noexcept override {}
  void on_event(const EngineEvent& event) noexcept override;
  void on_sound(const EngineSound& sound) noexcept override;

  Desk& desk_;
  std::span<const Stem> stems_;
  std::vector<TimedEdit> edits_;
  size_t next_edit_ = 0;
  Workers workers_;
  Engine engine_;
  uint64_t block_start_ = 0;
  std::vector<size_t> first_lanes_;  // of the strips, in heard_
  std::vector<HeardLane> heard_;
  std::vector<const float*> inputs_;
  std::vector<std::vector<float>> stem_ends_;  // the last samples of a stem and the silence behind them
  std::vector<float*> no_outputs_;             // the strips are heard by on_sound() instead
  std::vector<std::string> notes_;
};

}  // namespace headroom
