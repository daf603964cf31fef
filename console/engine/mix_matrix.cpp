#include "console/engine/mix_matrix.h"

#include <bit>

namespace headroom {
namespace {

constexpr uint64_t bit_of(size_t pair) { return uint64_t{1} << pair; }

// Calls task(pair) for every bit that is set, the lowest first.
template <class Task>
void for_each_bit(uint64_t bits, Task task) {
  for (; bits != 0; bits &= bits - 1) task(static_cast<size_t>(std::countr_zero(bits)));
}

// Bit i: lane i of the bus bank hears some lane of the sender.
unsigned lanes_that_hear(const MixGains& gains) {
  unsigned lanes = 0;
  for (const auto& row : gains.current)
    for (unsigned lane = 0; lane < kLanes; ++lane)
      if (row[lane] != 0) lanes |= 1u << lane;  // (a condition that is shifted, GCC 12's sanitizer miscompiles)
  return lanes;
}

int8_t only_pair(unsigned lanes) {
  const int pair = std::countr_zero(lanes) / 2;
  return lanes != 0 && lanes >> 2 * pair <= 3 ? static_cast<int8_t>(pair) : int8_t{-1};
}

}  // namespace

MixMatrix::MixMatrix(const BankLayout& layout)
    : layout_(layout), senders_heard_(static_cast<size_t>(layout.bus_banks), 0) {
  for (int bank = 0; bank < layout.banks(); ++bank) senders_.push_back(make_sender(bank));
  for (int bank = 0; bank < layout.channel_banks; ++bank) before_equaliser_.push_back(make_sender(bank));
}

MixMatrix::Sender MixMatrix::make_sender(int bank) const {
  const auto fed_banks = static_cast<size_t>(layout_.bus_banks - layout_.first_fed_bus_bank(bank));
  Sender sender;
  sender.gains.resize(fed_banks, MixGains{});
  sender.taken_revisions.resize(fed_banks, 0);
  sender.only_pairs.resize(fed_banks, -1);
  return sender;
}

int MixMatrix::first_bus_bank(const Sender& sender) const {
  return layout_.bus_banks - static_cast<int>(sender.gains.size());
}

void MixMatrix::aim(int bank, const BankTargets& targets, int ramp_frames) {
  const auto index = static_cast<size_t>(bank);
  aim(senders_[index], targets.mix, ramp_frames);
  if (!layout_.is_bus(bank)) aim(before_equaliser_[index], targets.mix_before_equaliser, ramp_frames);
}

void MixMatrix::aim(Sender& sender, const MixTargets& wanted, int ramp_frames) {
  const int first = first_bus_bank(sender);
  senders_moving_ -= sender.moving != 0 ? 1 : 0;
  for (size_t pair = 0; pair < sender.gains.size(); ++pair) {
    const int bus_bank = first + static_cast<int>(pair);
    const uint64_t revision = wanted.revisions[static_cast<size_t>(bus_bank)];
    if (sender.taken_revisions[pair] == revision) continue;
    sender.taken_revisions[pair] = revision;
    sender.gains[pair].go_rows(wanted.to(bus_bank).data(), ramp_frames);
    look_at(sender, pair);
  }
  senders_moving_ += sender.moving != 0 ? 1 : 0;
}

void MixMatrix::advance() {
  if (senders_moving_ == 0) return;
  for (Sender& sender : senders_) advance(sender);
  for (Sender& sender : before_equaliser_) advance(sender);
}

void MixMatrix::advance(Sender& sender) {
  if (sender.moving == 0) return;
  for_each_bit(sender.moving, [&](size_t pair) {
    sender.gains[pair].advance();
    if (sender.gains[pair].moving == 0) look_at(sender, pair);
  });
  senders_moving_ -= sender.moving == 0 ? 1 : 0;
}

void MixMatrix::look_at(Sender& sender, size_t pair) {
  const MixGains& gains = sender.gains[pair];
  const uint64_t bit = bit_of(pair), was_heard = sender.heard & bit;
  sender.moving = gains.moving != 0 ? sender.moving | bit : sender.moving & ~bit;
  const unsigned lanes = lanes_that_hear(gains);
  sender.only_pairs[pair] = only_pair(lanes);
  sender.heard = gains.moving != 0 || lanes != 0 ? sender.heard | bit : sender.heard & ~bit;
  const bool is_heard = (sender.heard & bit) != 0;
  senders_heard_[static_cast<size_t>(first_bus_bank(sender)) + pair] += (is_heard ? 1 : 0) - (was_heard != 0 ? 1 : 0);
}

void MixMatrix::mix(const KernelTable& kernels, Sender& sender, size_t pair, const float* from, float* bus,
                    int frames) {
  const bool moves = (sender.moving & bit_of(pair)) != 0;
  if (!moves && sender.only_pairs[pair] >= 0)
    kernels.mix_pair(sender.gains[pair], sender.only_pairs[pair], from, bus, frames);
  else
    kernels.mix[moves](sender.gains[pair], from, bus, frames);
}

void MixMatrix::mix_channels(const KernelTable& kernels, Sender& sender, const float* sound, RackSums& sums,
                             int frames) {
  for_each_bit(sender.heard, [&](size_t pair) {
    mix(kernels, sender, pair, sound, sums.of(first_bus_bank(sender) + static_cast<int>(pair)), frames);
  });
}

void MixMatrix::mix_bus(const KernelTable& kernels, int bank, std::vector<Block>& blocks, Alignment& alignment,
                        int frames) {
  const float* sound = blocks[static_cast<size_t>(bank)].samples;
  Sender& sender = senders_[static_cast<size_t>(bank)];
  int bus_bank = layout_.first_fed_bus_bank(bank);
  for (size_t pair = 0; pair < sender.gains.size(); ++pair, ++bus_bank) {
    const float* heard = alignment.heard_by(bus_bank, bank - layout_.channel_banks, sound, frames);
    if ((sender.heard & bit_of(pair)) == 0) continue;
    mix(kernels, sender, pair, heard, blocks[static_cast<size_t>(layout_.channel_banks + bus_bank)].samples, frames);
  }
}

}  // namespace headroom
