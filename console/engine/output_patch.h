// What each engine output carries: lanes become planar again. A change of source fades out, switches, and fades in;
// then comes the output's delay, then its gain, so that a turn of the gain is heard at once. Outputs stand eight
// together, and eight without a delay pay nothing for it. Audio thread, but for the constructor.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "console/engine/block.h"
#include "console/engine/delay_lines.h"
#include "console/targets.h"
#include "dsp/ramps.h"

namespace headroom {

// The sound of all strips for one chunk, by bank.
struct StripSounds {
  const std::vector<Block>& strips;
  const std::vector<Block>& before_equaliser;  // of channel banks, where OutputPatch says that it hears them
};

class OutputPatch {
 public:
  // Allocates and touches all memory.
  OutputPatch(const BankLayout& layout, double sample_rate);

  void aim(std::span<const OutputTarget> outputs);
  // Every grid frame, after aim(). `ramp_frames` 0: at once.
  void advance(int ramp_frames);
  // Whether some output carries a channel of this bank before its equaliser.
  bool hears_before_equaliser(int bank) const { return hears_before_equaliser_[static_cast<size_t>(bank)] != 0; }
  // To out[...][offset] on. A null pointer is not written.
  void scatter(const StripSounds& sounds, float* const* out, int offset, int frames);

 private:
  struct Row {
    enum { fade, gain, count };
  };
  // Eight outputs; those behind the last carry nothing.
  struct OutputBank {
    explicit OutputBank(int longest_delay_frames);

    std::array<int, kLanes> source, wanted;
    std::array<float, kLanes> gain;  // wanted
    RampRows<Row::count> ramps{};
    DelayLines delay;
  };
  bool exists(int source) const;
  void see_what_is_heard();
  static void carry_plainly(OutputBank& bank, const StripSounds& sounds, float* const* out, int offset, int frames);
  static void carry_moving(OutputBank& bank, const StripSounds& sounds, float* const* out, int offset, int frames);

  BankLayout layout_;
  bool is_changing_ = false;
  std::vector<OutputBank> banks_;
  std::vector<float*> out_;                      // of this chunk, a whole number of banks; behind the last output null
  std::vector<uint8_t> hears_before_equaliser_;  // by channel bank
};

}  // namespace headroom
