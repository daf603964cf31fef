#include "console/engine/input_patch.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "console/engine/source_change.h"

namespace headroom {
namespace {

constexpr float kSilence[kGridFrames] = {};

bool is_sound(float x) { return std::fabs(x) <= kInputLimit; }  // false for NaN

}  // namespace

InputPatch::InputPatch(int bank, int inputs, int rejoin_frames)
    : bank_(bank), inputs_(inputs), rejoin_frames_(static_cast<uint64_t>(rejoin_frames)) {
  source_.fill(kNoSource);
  wanted_.fill(kNoSource);
  main_.fill(kNoSource);
  backup_.fill(kNoSource);
}

void InputPatch::aim(const BankTargets& targets) {
  const auto existing = [&](int source) { return source >= 0 && source < inputs_ ? source : kNoSource; };
  for (int lane = 0; lane < kLanes; ++lane) {
    const auto i = static_cast<size_t>(lane);
    const uint32_t bit = 1u << lane;
    const int main = existing(targets.source[i]);
    if (main != main_[i]) on_backup_ &= ~bit;  // another input has not failed yet
    main_[i] = main;
    backup_[i] = existing(targets.backup[i]);
    has_backup_ = main != kNoSource && backup_[i] != kNoSource ? has_backup_ | bit : has_backup_ & ~bit;
    on_backup_ &= has_backup_;
    want(lane);
  }
}

void InputPatch::want(int lane) {
  const auto i = static_cast<size_t>(lane);
  const uint32_t bit = 1u << lane;
  const int wanted = on_backup_ & bit ? backup_[i] : main_[i];
  if (wanted != wanted_[i]) changing_ |= bit;
  wanted_[i] = wanted;
}

void InputPatch::watch_main_inputs(const float* const* in, int offset, int frames, uint64_t frame) {
  for (uint32_t lanes = has_backup_; lanes != 0; lanes &= lanes - 1) {
    const int lane = __builtin_ctz(lanes);
    const auto i = static_cast<size_t>(lane);
    const float* input = in[main_[i]];
    for (int f = 0; f < frames; ++f) {
      if (input && is_sound(input[offset + f])) continue;
      on_backup_ |= 1u << lane;
      last_main_fault_frame_[i] = frame + static_cast<uint64_t>(f);
    }
    want(lane);
  }
}

void InputPatch::return_to_main(uint64_t frame) {
  for (uint32_t lanes = on_backup_; lanes != 0; lanes &= lanes - 1) {
    const int lane = __builtin_ctz(lanes);
    if (frame - last_main_fault_frame_[static_cast<size_t>(lane)] < rejoin_frames_) continue;
    on_backup_ &= ~(1u << lane);
    want(lane);
  }
}

void InputPatch::advance(InputStage& stage, int ramp_frames, uint64_t frame, EngineReports* reports) {
  return_to_main(frame);
  for (uint32_t lanes = changing_ | faulty_; lanes != 0; lanes &= lanes - 1) {
    const int lane = __builtin_ctz(lanes);
    const auto i = static_cast<size_t>(lane);
    const uint32_t bit = 1u << lane;
    const int before = source_[i];
    if ((changing_ & bit) && follow_source(source_[i], wanted_[i], stage.rows, InputRow::fade, lane, ramp_frames)) {
      changing_ &= ~bit;
    }
    // The next source owes nothing for the last.
    const bool is_clean = frame - last_fault_frame_[i] >= rejoin_frames_ || source_[i] != before;
    if (!(faulty_ & bit) || !is_clean) continue;
    faulty_ &= ~bit;
    stage.rows.jump(InputRow::fade, lane, 0);
    changing_ |= bit;  // fades in from the next grid frame on
    report(EngineEvent::Kind::input_recovered, lane, frame, reports);
  }
}

void InputPatch::gather(const KernelTable& kernels, const float* const* in, int offset, float* block, int frames,
                        uint64_t frame) {
  watch_main_inputs(in, offset, frames, frame);
  const float* lanes[kLanes];
  for (int lane = 0; lane < kLanes; ++lane) {
    const int source = source_[static_cast<size_t>(lane)];
    const float* input = source == kNoSource ? nullptr : in[source];
    lanes[lane] = input ? input + offset : kSilence;
  }
  uint32_t suspects = kernels.gather(lanes, block, frames) | faulty_;
  for (; suspects != 0; suspects &= suspects - 1) guard(__builtin_ctz(suspects), block, frames, frame);
}

void InputPatch::guard(int lane, float* block, int frames, uint64_t frame) {
  for (int f = 0; f < frames; ++f) {
    float& x = block[f * kLanes + lane];
    if (!is_sound(x)) {
      const uint64_t now = frame + static_cast<uint64_t>(f);
      if (!(faulty_ & (1u << lane))) {
        unreported_ |= 1u << lane;
        first_fault_frame_[static_cast<size_t>(lane)] = now;
      }
      faulty_ |= 1u << lane;
      last_fault_frame_[static_cast<size_t>(lane)] = now;
    }
    if (faulty_ & (1u << lane)) x = 0;
  }
}

void InputPatch::report_faults(EngineReports* reports) {
  for (uint32_t lanes = std::exchange(unreported_, 0u); lanes != 0; lanes &= lanes - 1) {
    const int lane = __builtin_ctz(lanes);
    report(EngineEvent::Kind::input_fault, lane, first_fault_frame_[static_cast<size_t>(lane)], reports);
  }
}

bool InputPatch::is_unpatched() const {
  const auto is_none = [](int source) { return source == kNoSource; };
  return changing_ == 0 && std::all_of(source_.begin(), source_.end(), is_none);
}

void InputPatch::report(EngineEvent::Kind kind, int lane, uint64_t frame, EngineReports* reports) const {
  if (!reports) return;
  reports->on_event(
      {.kind = kind, .bank = static_cast<int16_t>(bank_), .lane = static_cast<int16_t>(lane), .frame = frame});
}

}  // namespace headroom
