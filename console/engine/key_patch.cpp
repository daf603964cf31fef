#include "console/engine/key_patch.h"

#include <algorithm>

#include "console/engine/source_change.h"

namespace headroom {
namespace {

constexpr Block kSilence{};

}  // namespace

KeyPatch::KeyPatch(int bank, const BankLayout& layout, int longest_wait_frames)
    : bank_(bank),
      channel_lanes_(layout.channel_banks * kLanes),
      lanes_(layout.banks() * kLanes),
      wait_(longest_wait_frames) {
  for (int lane = 0; lane < kLanes; ++lane) {
    source_[static_cast<size_t>(lane)] = wanted_[static_cast<size_t>(lane)] = own(lane);
    fade_.jump(0, lane, 1);
  }
}

void KeyPatch::aim(const std::array<int, kLanes>& sources) {
  for (int lane = 0; lane < kLanes; ++lane) {
    const auto i = static_cast<size_t>(lane);
    const int first = without_both_sides(sources[i]);
    const bool is_pair = first != sources[i];
    const bool exists = first >= 0 && first < lanes_ && !(is_pair && first % kLanes == kLanes - 1);
    wanted_[i] = exists ? sources[i] : own(lane);
    changes_ = changes_ || wanted_[i] != source_[i];
  }
}

void KeyPatch::advance(int ramp_frames, std::span<const int> late_frames) {
  wait_for_sound(ramp_frames, late_frames);
  if (!changes_ && fade_.moving == 0) return;
  fade_.advance();
  changes_ = hears_bus_ = false;
  is_own_ = true;
  hears_itself_ = false;
  for (int lane = 0; lane < kLanes; ++lane) {
    const auto i = static_cast<size_t>(lane);
    if (!follow_source(source_[i], wanted_[i], fade_, 0, lane, ramp_frames)) changes_ = true;
    if (source_[i] == own(lane))
      hears_itself_ = true;
    else
      is_own_ = false;
    if (is_bus(lane, source_[i]) || is_bus(lane, wanted_[i])) hears_bus_ = true;
  }
  if (!fade_.row_is(0, 1)) is_own_ = false;
}

void KeyPatch::wait_for_sound(int ramp_frames, std::span<const int> late_frames) {
  if (is_own_ && wait_.is_neutral()) return;
  std::array<int, kLanes> wait_frames{};
  int others_wait_frames = 0;  // lanes that hear themselves have nothing in the line, and go with the others
  for (size_t lane = 0; lane < kLanes; ++lane) {
    if (source_[lane] == own(static_cast<int>(lane))) continue;
    const auto from = static_cast<size_t>(without_both_sides(source_[lane]) / kLanes);
    wait_frames[lane] = std::max(0, late_frames[static_cast<size_t>(bank_)] - late_frames[from]);
    others_wait_frames = wait_frames[lane];
  }
  for (size_t lane = 0; lane < kLanes; ++lane)
    if (source_[lane] == own(static_cast<int>(lane))) wait_frames[lane] = others_wait_frames;
  wait_.aim(wait_frames);
  wait_.advance(ramp_frames);
}

// Lanes that hear themselves are silent here: what they hear is added when it is heard.
void KeyPatch::gather(const KernelTable& kernels, const KeySounds& sounds, int frames) {
  if (is_own_) return;
  const float* lanes[kLanes];
  for (size_t lane = 0; lane < kLanes; ++lane) {
    const int first = without_both_sides(source_[lane]);
    const bool is_own = source_[lane] == own(static_cast<int>(lane));
    lanes[lane] = is_own ? kSilence.samples : sounds.bank(first / kLanes) + first % kLanes;
  }
  kernels.collect(lanes, key_.samples, frames);
  for (int lane = 0; lane < kLanes; ++lane) {
    const int source = source_[static_cast<size_t>(lane)];
    if (source != without_both_sides(source)) add_right_side(lane, lanes[lane] + 1, frames);
    if (source != own(lane)) fade(lane, frames);
  }
  wait_.process(key_.samples, frames);
}

const float* KeyPatch::hear(const KernelTable& kernels, const float* block, int frames) {
  if (is_own_ && !filter_.is_in_use()) return block;
  if (is_own_) {
    std::copy_n(block, frames * kLanes, key_.samples);
  } else {
    for (int lane = 0; hears_itself_ && lane < kLanes; ++lane)
      if (source_[static_cast<size_t>(lane)] == own(lane)) add_own(lane, block, frames);
  }
  filter_.process(kernels, key_.samples, frames);
  return key_.samples;
}

// Of a pair the mean is heard.
void KeyPatch::add_right_side(int lane, const float* right, int frames) {
  for (int f = 0; f < frames; ++f) {
    float& key = key_.samples[f * kLanes + lane];
    key = 0.5f * (key + right[f * kLanes]);
  }
}

void KeyPatch::add_own(int lane, const float* block, int frames) {
  float level = fade_.current[0][lane];
  const float step = fade_.step[0][lane];
  for (int f = 0; f < frames; ++f) {
    level += step;
    key_.samples[f * kLanes + lane] += block[f * kLanes + lane] * level;
  }
  fade_.current[0][lane] = level;
}

void KeyPatch::fade(int lane, int frames) {
  float level = fade_.current[0][lane];
  const float step = fade_.step[0][lane];
  if (level == 1 && step == 0) return;
  for (int f = 0; f < frames; ++f) {
    level += step;
    key_.samples[f * kLanes + lane] *= level;
  }
  fade_.current[0][lane] = level;
}

}  // namespace headroom
