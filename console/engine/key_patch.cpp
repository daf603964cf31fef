#include "console/engine/key_patch.h"

#include <algorithm>

#include "console/engine/source_change.h"

namespace headroom {
namespace {

// Of a pair the mean is heard.
void add_right_side(const float* right, float* key, int frames) {
  for (int f = 0; f < frames * kLanes; f += kLanes) key[f] = 0.5f * (key[f] + right[f]);
}

}  // namespace

KeyPatch::KeyPatch(int bank, const BankLayout& layout, int longest_wait_frames)
    : bank_(bank),
      channel_lanes_(layout.channel_banks * kLanes),
      lanes_(layout.banks() * kLanes),
      may_wait_(longest_wait_frames > 0),
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

bool KeyPatch::advance(int ramp_frames, std::span<const int> late_frames) {
  if (may_wait_) wait_for_sound(ramp_frames, late_frames);
  if (is_settled()) return false;
  fade_.advance();
  changes_ = hears_bus_ = false;
  is_own_ = true;
  hears_itself_ = hears_pair_ = false;
  for (int lane = 0; lane < kLanes; ++lane) {
    const auto i = static_cast<size_t>(lane);
    if (!follow_source(source_[i], wanted_[i], fade_, 0, lane, ramp_frames)) changes_ = true;
    if (source_[i] == own(lane))
      hears_itself_ = true;
    else
      is_own_ = false;
    if (source_[i] != without_both_sides(source_[i])) hears_pair_ = true;
    if (is_bus(lane, source_[i]) || is_bus(lane, wanted_[i])) hears_bus_ = true;
  }
  is_fading_ = !fade_.row_is(0, 1);
  if (is_fading_) is_own_ = false;
  find_banks_heard();
  return true;
}

void KeyPatch::find_banks_heard() {
  banks_heard_count_ = 0;
  for (int lane = 0; lane < kLanes; ++lane) {
    const int source = source_[static_cast<size_t>(lane)], first = without_both_sides(source);
    const int bank = source == own(lane) ? kItself : first / kLanes;
    const auto end = banks_heard_.begin() + static_cast<std::ptrdiff_t>(banks_heard_count_);
    const auto heard =
        std::find_if(banks_heard_.begin(), end, [&](const BankHeard& other) { return other.bank == bank; });
    if (heard == end) {
      heard->bank = bank;
      // Of the first one all lanes are taken, so that those which others fill later are not read before.
      std::fill_n(heard->choice.lane, kLanes, banks_heard_count_ == 0 ? 0 : -1);
      ++banks_heard_count_;
    }
    heard->choice.lane[lane] = first % kLanes;
  }
}

void KeyPatch::mark_heads_heard(std::span<uint8_t> is_heard) const {
  for (int lane = 0; lane < kLanes; ++lane) {
    const int source = source_[static_cast<size_t>(lane)], first = without_both_sides(source);
    if (source != own(lane) && first < channel_lanes_) is_heard[static_cast<size_t>(first / kLanes)] = 1;
  }
}

void KeyPatch::wait_for_sound(int ramp_frames, std::span<const int> late_frames) {
  if (is_own_ && wait_.is_neutral()) return;
  std::array<int, kLanes> wait_frames{};
  for (size_t lane = 0; lane < kLanes; ++lane) {
    if (source_[lane] == own(static_cast<int>(lane))) continue;
    const auto from = static_cast<size_t>(without_both_sides(source_[lane]) / kLanes);
    wait_frames[lane] = std::max(0, late_frames[static_cast<size_t>(bank_)] - late_frames[from]);
  }
  wait_.aim(wait_frames);
  wait_.advance(ramp_frames);
}

const float* KeyPatch::hear(const KernelTable& kernels, const KeySounds& sounds, const float* block, Block& key,
                            int frames) {
  if (is_own_ && !filter_.is_in_use()) return block;
  if (is_own_)
    std::copy_n(block, frames * kLanes, key.samples);
  else
    collect(kernels, sounds, block, key.samples, frames);
  filter_.process(kernels, key.samples, frames);
  return key.samples;
}

void KeyPatch::hear_two(const KernelTable& kernels, const KeySounds& sounds, KeyPatch& a, Block& key_a, KeyPatch& b,
                        Block& key_b, int frames) {
  a.collect(kernels, sounds, nullptr, key_a.samples, frames);
  b.collect(kernels, sounds, nullptr, key_b.samples, frames);
  FilterChain::process_two(kernels, a.filter_, key_a.samples, b.filter_, key_b.samples, frames);
}

// `block` is for lanes that hear themselves.
void KeyPatch::collect(const KernelTable& kernels, const KeySounds& sounds, const float* block, float* key,
                       int frames) {
  for (size_t i = 0; i < banks_heard_count_; ++i) {
    const BankHeard& heard = banks_heard_[i];
    kernels.collect(heard.choice, heard.bank == kItself ? block : sounds.of(heard.bank), key, frames);
  }
  for (int lane = 0; hears_pair_ && lane < kLanes; ++lane) {
    const int source = source_[static_cast<size_t>(lane)], left = without_both_sides(source);
    if (source != left) add_right_side(sounds.of(left / kLanes) + left % kLanes + 1, key + lane, frames);
  }
  for (int lane = 0; is_fading_ && lane < kLanes; ++lane) fade(lane, key, frames);
  wait_.process(key, frames);
}

void KeyPatch::fade(int lane, float* key, int frames) {
  float level = fade_.current[0][lane];
  const float step = fade_.step[0][lane];
  for (int f = 0; f < frames; ++f) {
    level += step;
    key[f * kLanes + lane] *= level;
  }
  fade_.current[0][lane] = level;
}

}  // namespace headroom
