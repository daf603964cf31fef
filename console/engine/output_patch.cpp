#include "console/engine/output_patch.h"

#include <algorithm>

#include "console/engine/source_change.h"

namespace headroom {

OutputPatch::OutputPatch(const BankLayout& layout)
    : strips_(layout.banks() * kLanes),
      source_(static_cast<size_t>(layout.outputs), kNoSource),
      wanted_(static_cast<size_t>(layout.outputs), kNoSource),
      fades_(static_cast<size_t>((layout.outputs + kLanes - 1) / kLanes), RampRows<1>{}) {}

void OutputPatch::aim(std::span<const int> sources) {
  for (size_t output = 0; output < wanted_.size(); ++output) {
    const int source = sources[output];
    wanted_[output] = source >= 0 && source < strips_ ? source : kNoSource;
    is_changing_ = true;
  }
}

void OutputPatch::advance(int ramp_frames) {
  for (RampRows<1>& fades : fades_) fades.advance();
  if (!is_changing_) return;
  is_changing_ = false;
  for (size_t output = 0; output < source_.size(); ++output) {
    const int lane = static_cast<int>(output % kLanes);
    if (!follow_source(source_[output], wanted_[output], fades(output), 0, lane, ramp_frames))
      is_changing_ = true;
  }
}

void OutputPatch::scatter(const std::vector<Block>& blocks, float* const* out, int offset, int frames) {
  for (size_t output = 0; output < source_.size(); ++output) {
    if (!out[output]) continue;
    float* to = out[output] + offset;
    if (source_[output] == kNoSource) {
      std::fill(to, to + frames, 0.0f);
      continue;
    }
    float& fade = fades(output).current[0][output % kLanes];
    const float step = fades(output).step[0][output % kLanes];
    const auto strip = static_cast<size_t>(source_[output]);
    const float* from = blocks[strip / kLanes].samples + strip % kLanes;
    if (step == 0) {  // nearly always: no sample waits for the one before
      for (int f = 0; f < frames; ++f) to[f] = from[f * kLanes] * fade;
      continue;
    }
    for (int f = 0; f < frames; ++f) {
      fade += step;
      to[f] = from[f * kLanes] * fade;
    }
  }
}

}  // namespace headroom
