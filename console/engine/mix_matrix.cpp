#include "console/engine/mix_matrix.h"

namespace headroom {

MixMatrix::MixMatrix(const BankLayout& layout)
    : layout_(layout), pairs_(static_cast<size_t>(layout.banks())) {
  for (int bank = 0; bank < layout.banks(); ++bank) {
    pairs_of(bank).resize(static_cast<size_t>(layout.bus_banks - layout.first_fed_bus_bank(bank)));
  }
}

void MixMatrix::aim(int bank, const BankTargets& targets, int ramp_frames) {
  const float* gains = targets.mix.data() + layout_.first_fed_bus_bank(bank) * kLanes * kLanes;
  for (Pair& pair : pairs_of(bank)) {
    for (int lane = 0; lane < kLanes; ++lane, gains += kLanes) pair.gains.go_row(lane, gains, ramp_frames);
    pair.is_heard = is_heard(pair.gains);
  }
}

void MixMatrix::advance() {
  for (std::vector<Pair>& pairs : pairs_) {
    for (Pair& pair : pairs) {
      if (pair.gains.moving == 0) continue;
      pair.gains.advance();
      pair.is_heard = is_heard(pair.gains);
    }
  }
}

void MixMatrix::mix(const KernelTable& kernels, int bank, std::vector<Block>& blocks, Alignment& alignment, int frames) {
  const float* sound = blocks[static_cast<size_t>(bank)].samples;
  int bus_bank = layout_.first_fed_bus_bank(bank);
  for (Pair& pair : pairs_of(bank)) {
    const float* from = sound;
    if (layout_.is_bus(bank)) from = alignment.heard_by(bus_bank, bank - layout_.channel_banks, sound, frames);
    float* bus = blocks[static_cast<size_t>(layout_.channel_banks + bus_bank)].samples;
    if (pair.is_heard) kernels.mix[pair.gains.moving != 0](pair.gains, from, bus, frames);
    ++bus_bank;
  }
}

bool MixMatrix::is_heard(const MixGains& gains) {
  if (gains.moving != 0) return true;
  for (const auto& row : gains.current) {
    for (const float gain : row) {
      if (gain != 0) return true;
    }
  }
  return false;
}

}  // namespace headroom
