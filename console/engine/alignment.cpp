#include "console/engine/alignment.h"

#include <algorithm>

namespace headroom {

Alignment::Alignment(const BankLayout& layout, int longest_frames) : layout_(layout), late_{} {
  for (int bank = 0; bank < layout.bus_banks; ++bank) {
    channels_.emplace_back(longest_frames);
    auto& paths = paths_.emplace_back();
    for (int to = bank + 1; to < layout.bus_banks; ++to) paths.emplace_back(longest_frames);
  }
}

void Alignment::aim(int bus_bank, const BusTargets& targets) {
  std::array<int, kLanes> waits;
  waits.fill(targets.channels_wait_frames);
  channels_[static_cast<size_t>(bus_bank)].aim(waits);
  for (int to = bus_bank + 1; to < layout_.bus_banks; ++to)
    path(bus_bank, to).aim(targets.waits_frames[static_cast<size_t>(to)]);
}

void Alignment::advance(int ramp_frames) {
  for (DelayLines& channels : channels_) channels.advance(ramp_frames);
  for (auto& paths : paths_)
    for (DelayLines& path : paths) path.advance(ramp_frames);
}

void Alignment::hold_channels(std::vector<Block>& blocks, int frames) {
  for (int bank = 0; bank < layout_.bus_banks; ++bank) {
    Block& block = blocks[static_cast<size_t>(layout_.channel_banks + bank)];
    channels_[static_cast<size_t>(bank)].process(block.samples, frames);
  }
}

const float* Alignment::heard_by(int to, int from, const float* sound, int frames) {
  DelayLines& lines = path(from, to);
  if (lines.is_neutral()) return sound;
  std::copy_n(sound, frames * kLanes, late_.samples);
  lines.process(late_.samples, frames);
  return late_.samples;
}

}  // namespace headroom
