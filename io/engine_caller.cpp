#include "io/engine_caller.h"

#include <algorithm>
#include <cstring>

#include "io/monotonic.h"

namespace headroom {
namespace {

// Longer than a healthy device is ever late, shorter than anyone calls a break: a device that hangs is rarer
// than one that stumbles, and one that ends says so itself.
constexpr int64_t kLeastPatience_ns = 50'000'000;
constexpr int kPatienceBlocks = 4;

std::vector<float*> planes(std::vector<float>& samples, int channels, int frames) {
  samples.assign(static_cast<size_t>(channels) * static_cast<size_t>(frames), 0.0f);
  std::vector<float*> pointers;
  for (int c = 0; c < channels; ++c) pointers.push_back(samples.data() + static_cast<ptrdiff_t>(c) * frames);
  return pointers;
}

}  // namespace

EngineCaller::EngineCaller(const DriverRequest& request, EngineCallback engine)
    : engine_(engine),
      source_(request.input_source),
      line_test_(request.line_test),
      sample_rate_(request.sample_rate),
      max_block_frames_(request.max_block_frames),
      inputs_(request.inputs),
      outputs_(request.outputs),
      fade_frames_(static_cast<int>(kFade_s * request.sample_rate)),
      silence_(static_cast<size_t>(request.max_block_frames), 0.0f),
      source_inputs_(planes(source_samples_, request.input_source ? request.inputs : 0, request.max_block_frames)),
      scratch_outputs_(planes(scratch_samples_, request.outputs, request.max_block_frames)),
      in_(static_cast<size_t>(request.inputs)),
      out_(static_cast<size_t>(request.outputs)),
      block_frames_(request.wish.block_frames) {}

bool EngineCaller::clock_is_due() const {
  if (!device_drives()) return true;
  const auto blocks_ns = static_cast<int64_t>(kPatienceBlocks * 1e9 * block_frames() / sample_rate_);
  return monotonic_ns() - device_heard_ns_.load(std::memory_order_acquire) > std::max(kLeastPatience_ns, blocks_ns);
}

void EngineCaller::call_from_device(const DeviceBlock& block) {
  device_heard_ns_.store(monotonic_ns(), std::memory_order_release);
  if (block.xrun) count_dropout(DropoutCause::device);
  if (!enter()) {  // the clock is in the middle of its last block
    for (int c = 0; c < block.outputs; ++c) std::fill_n(block.out[c], block.frames, 0.0f);
    count_dropout(DropoutCause::hand_over);
    return;
  }
  if (turn_.exchange(Turn::device, std::memory_order_acq_rel) == Turn::clock) faded_frames_ = 0;
  run(block);
  leave();
}

bool EngineCaller::call_from_clock(int frames) {
  if (!clock_is_due() || !enter()) return false;
  const bool due = clock_is_due();  // the device may have come in before us
  if (due) {
    turn_.store(Turn::clock, std::memory_order_release);
    DeviceBlock nothing_but_time;
    nothing_but_time.frames = frames;
    run(nothing_but_time);
  }
  leave();
  return due;
}

void EngineCaller::run(const DeviceBlock& block) {
  const int64_t began_ns = monotonic_ns();
  for (int start = 0; start < block.frames; start += max_block_frames_)
    run_part(block, start, std::min(max_block_frames_, block.frames - start));
  load_.add(static_cast<double>(monotonic_ns() - began_ns) * 1e-9 * sample_rate_ / std::max(block.frames, 1));
  frames_.fetch_add(static_cast<uint64_t>(block.frames), std::memory_order_relaxed);
  block_frames_.store(block.frames, std::memory_order_relaxed);
}

// A device's block may be longer than the engine takes: `start` and `frames` say which part of it this is.
void EngineCaller::run_part(const DeviceBlock& block, int start, int frames) {
  if (source_) source_.fill(source_.user, source_inputs_.data(), frames);
  for (int i = 0; i < inputs_; ++i) {
    const auto n = static_cast<size_t>(i);
    in_[n] = source_ ? source_inputs_[n] : i < block.inputs ? block.in[i] + start : silence_.data();
  }
  for (int o = 0; o < outputs_; ++o) {
    const auto n = static_cast<size_t>(o);
    out_[n] = o < block.outputs ? block.out[o] + start : scratch_outputs_[n];
  }
  engine_.process(engine_.user, in_.data(), out_.data(), frames);
  for (int c = outputs_; c < block.outputs; ++c) std::fill_n(block.out[c] + start, frames, 0.0f);
  if (line_test_) line_test_->process(block, start, frames);
  if (block.outputs > 0) fade(block.out, block.outputs, start, frames);
}

void EngineCaller::fade(float* const* out, int outputs, int start, int frames) {
  const int direction = is_leaving_.load(std::memory_order_acquire) ? -1 : 1;
  const auto faded_after = [&](int f) { return std::clamp(faded_frames_ + direction * f, 0, fade_frames_); };
  const int end = faded_after(frames);
  if (faded_frames_ < fade_frames_ || end < fade_frames_) {
    const float step = 1.0f / static_cast<float>(fade_frames_);
    for (int c = 0; c < outputs; ++c)
      for (int f = 0; f < frames; ++f) out[c][start + f] *= static_cast<float>(faded_after(f)) * step;
  }
  faded_frames_ = end;
  is_silent_.store(end == 0 && direction < 0, std::memory_order_release);
}

}  // namespace headroom
