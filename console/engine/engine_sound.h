// What sounded in a few frames, as the engine shows it to whoever looks at or keeps it: every strip, and the inputs as
// they came. Audio thread; valid while EngineReports::on_sound() runs.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>

#include "console/engine/block.h"
#include "console/targets.h"

namespace headroom {

struct EngineSound {
  uint64_t first_frame;                  // engine time
  int frames;                            // 1..kGridFrames
  std::span<const Block> banks;          // buses behind their fader and delay, channels before their fader
  std::span<const float* const> inputs;  // nullptr: silence
  int input_offset;                      // where these frames begin in the inputs
  std::span<const TapTarget> taps;       // what the meter taps hear now
  std::span<const int> inputs_heard;     // by lane of the channels: the input it hears now, or kNoSource

  // `frames` samples of a source to `to`: lane_index() of a strip, engine_input(), or input_of() a channel; of anything
  // else silence.
  void copy(int source, float* to) const noexcept {
    if (is_input_of(source)) {
      const auto lane = static_cast<size_t>(without_input_of(source));
      const int heard = lane < inputs_heard.size() ? inputs_heard[lane] : kNoSource;
      source = heard == kNoSource ? kNoSource : engine_input(heard);
    }
    const auto input = static_cast<size_t>(without_engine_input(source)), bank = static_cast<size_t>(source / kLanes);
    if (is_engine_input(source) && input < inputs.size() && inputs[input]) {
      std::copy_n(inputs[input] + input_offset, frames, to);
    } else if (source >= 0 && bank < banks.size()) {
      const float* lane = banks[bank].samples + source % kLanes;
      for (int f = 0; f < frames; ++f) to[f] = lane[f * kLanes];
    } else {
      std::fill_n(to, frames, 0.0f);
    }
  }
};

}  // namespace headroom
