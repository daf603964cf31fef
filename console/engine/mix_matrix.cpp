#include "console/engine/mix_matrix.h"

namespace headroom {
namespace {

bool is_heard(const MixGains& gains) {
  if (gains.moving != 0) return true;
  for (const auto& row : gains.current) {
    for (const float gain : row) {
      if (gain != 0) return true;
    }
  }
  return false;
}

}  // namespace

MixMatrix::MixMatrix(const BankLayout& layout)
    : layout_(layout), senders_heard_(static_cast<size_t>(layout.bus_banks), 0) {
  const auto make_sender = [](int fed_banks) {
    Sender sender;
    sender.gains.resize(static_cast<size_t>(fed_banks), MixGains{});
    sender.is_heard.resize(static_cast<size_t>(fed_banks), 0);
    return sender;
  };
  for (int bank = 0; bank < layout.banks(); ++bank)
    senders_.push_back(make_sender(layout.bus_banks - layout.first_fed_bus_bank(bank)));
  for (int bank = 0; bank < layout.channel_banks; ++bank) before_equaliser_.push_back(make_sender(layout.bus_banks));
}

void MixMatrix::aim(int bank, const BankTargets& targets, int ramp_frames) {
  const auto index = static_cast<size_t>(bank);
  aim(senders_[index], targets.mix.data() + layout_.first_fed_bus_bank(bank) * kLanes * kLanes, ramp_frames);
  if (!layout_.is_bus(bank)) aim(before_equaliser_[index], targets.mix_before_equaliser.data(), ramp_frames);
}

void MixMatrix::aim(Sender& sender, const float* gains, int ramp_frames) {
  for (MixGains& pair : sender.gains) {
    pair.go_rows(gains, ramp_frames);
    gains += kLanes * kLanes;
  }
  see_what_is_heard(sender);
}

void MixMatrix::advance() {
  if (senders_moving_ == 0) return;
  for (Sender& sender : senders_) advance(sender);
  for (Sender& sender : before_equaliser_) advance(sender);
}

void MixMatrix::advance(Sender& sender) {
  if (!sender.is_moving) return;
  for (MixGains& pair : sender.gains) pair.advance();
  see_what_is_heard(sender);
}

void MixMatrix::see_what_is_heard(Sender& sender) {
  senders_moving_ -= sender.is_moving ? 1 : 0;
  sender.is_heard_anywhere = sender.is_moving = false;
  const size_t first_bus_bank = senders_heard_.size() - sender.gains.size();
  for (size_t i = 0; i < sender.gains.size(); ++i) {
    const uint8_t was_heard = sender.is_heard[i];
    sender.is_heard[i] = is_heard(sender.gains[i]) ? 1 : 0;
    senders_heard_[first_bus_bank + i] += sender.is_heard[i] - was_heard;
    sender.is_heard_anywhere = sender.is_heard_anywhere || sender.is_heard[i] != 0;
    sender.is_moving = sender.is_moving || sender.gains[i].moving != 0;
  }
  senders_moving_ += sender.is_moving ? 1 : 0;
}

void MixMatrix::mix_channels(const KernelTable& kernels, Sender& sender, const float* sound, RackSums& sums,
                             int frames) {
  for (size_t bus_bank = 0; bus_bank < sender.gains.size(); ++bus_bank) {
    if (!sender.is_heard[bus_bank]) continue;
    MixGains& gains = sender.gains[bus_bank];
    kernels.mix[gains.moving != 0](gains, sound, sums.of(static_cast<int>(bus_bank)), frames);
  }
}

void MixMatrix::mix_bus(const KernelTable& kernels, int bank, std::vector<Block>& blocks, Alignment& alignment,
                        int frames) {
  const float* sound = blocks[static_cast<size_t>(bank)].samples;
  Sender& sender = senders_[static_cast<size_t>(bank)];
  int bus_bank = layout_.first_fed_bus_bank(bank);
  for (size_t i = 0; i < sender.gains.size(); ++i, ++bus_bank) {
    const float* heard = alignment.heard_by(bus_bank, bank - layout_.channel_banks, sound, frames);
    if (!sender.is_heard[i]) continue;
    MixGains& gains = sender.gains[i];
    float* bus = blocks[static_cast<size_t>(layout_.channel_banks + bus_bank)].samples;
    kernels.mix[gains.moving != 0](gains, heard, bus, frames);
  }
}

}  // namespace headroom
