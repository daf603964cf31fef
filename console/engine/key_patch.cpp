#include "console/engine/key_patch.h"

#include "console/engine/source_change.h"

namespace headroom {

KeyPatch::KeyPatch(int bank, const BankLayout& layout)
    : bank_(bank), channel_lanes_(layout.channel_banks * kLanes), lanes_(layout.banks() * kLanes) {
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

void KeyPatch::advance(int ramp_frames) {
  if (fade_.moving != 0) fade_.advance();
  if (!changes_ && is_own_) return;
  changes_ = false;
  is_own_ = true;
  for (int lane = 0; lane < kLanes; ++lane) {
    const auto i = static_cast<size_t>(lane);
    if (!follow_source(source_[i], wanted_[i], fade_, 0, lane, ramp_frames)) changes_ = true;
    if (source_[i] != own(lane)) is_own_ = false;
  }
  if (!fade_.row_is(0, 1)) is_own_ = false;
}

bool KeyPatch::hears_bus() const {
  if (is_own_ && !changes_) return false;
  for (size_t lane = 0; lane < kLanes; ++lane) {
    if (without_both_sides(source_[lane]) >= channel_lanes_ && source_[lane] != own(static_cast<int>(lane))) return true;
    if (without_both_sides(wanted_[lane]) >= channel_lanes_ && wanted_[lane] != own(static_cast<int>(lane))) return true;
  }
  return false;
}

void KeyPatch::gather(const KeySounds& sounds, int frames) {
  if (is_own_) return;
  for (int lane = 0; lane < kLanes; ++lane) {
    const int source = source_[static_cast<size_t>(lane)];
    if (source == own(lane)) continue;
    const int first = without_both_sides(source);
    const float* left = sounds.bank(first / kLanes) + first % kLanes;
    copy_lane(lane, left, source == first ? left : left + 1, frames);
  }
}

const float* KeyPatch::hear(const KernelTable& kernels, const float* block, int frames) {
  if (is_own_ && !filter_.is_in_use()) return block;
  for (int lane = 0; lane < kLanes; ++lane) {
    if (source_[static_cast<size_t>(lane)] == own(lane)) copy_lane(lane, block + lane, block + lane, frames);
  }
  filter_.process(kernels, key_.samples, frames);
  return key_.samples;
}

// The mean of two sides; of one and itself, that one bit for bit.
void KeyPatch::copy_lane(int lane, const float* left, const float* right, int frames) {
  float level = fade_.current[0][lane];
  const float step = fade_.step[0][lane];
  for (int f = 0; f < frames; ++f) {
    level += step;
    key_.samples[f * kLanes + lane] = 0.5f * (left[f * kLanes] + right[f * kLanes]) * level;
  }
  fade_.current[0][lane] = level;
}

}  // namespace headroom
