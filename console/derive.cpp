#include "console/derive.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "console/curve.h"
#include "console/strip_design.h"

namespace headroom {
namespace {

constexpr float kDim_dB = -20.0f;

}  // namespace

// --- Gains ------------------------------------------------------------------------------------------------------------

PanGains constant_power_pan(float position) {
  const float angle_rad = (position + 100.0f) / 200.0f * std::numbers::pi_v<float> / 2.0f;
  // The hard sides are exact: cos(pi/2) in float is not 0.
  return {position >= 100.0f ? 0.0f : std::cos(angle_rad), position <= -100.0f ? 0.0f : std::sin(angle_rad)};
}

PanGains stereo_balance(float position) {
  return {std::min(1.0f, 1.0f - position / 100.0f), std::min(1.0f, 1.0f + position / 100.0f)};
}

float dca_dB(const Show& show, StripIndex strip) {
  const Table& table = show.table();
  float sum_dB = 0;
  for (int dca = 0; dca < table.count_of(kDca); ++dca) {
    const ControlId member = table.id(strip, Param::dca, dca);
    if (member == kNoControl || show.value(member) < 0.5f) continue;
    const StripIndex strip_of_dca = table.strip_of(kDca, dca + 1);
    const float fader_dB = show.value(strip_of_dca, Param::fader);
    if (fader_dB <= kOff_dB || show.is_on(strip_of_dca, Param::mute)) return kOff_dB;
    sum_dB += fader_dB;
  }
  return sum_dB;
}

bool any_solo(const Show& show) {
  const Table& table = show.table();
  for (size_t strip = 0; strip < table.strips().size(); ++strip) {
    const ControlId solo = table.id(static_cast<StripIndex>(strip), Param::solo);
    if (solo != kNoControl && show.value(solo) >= 0.5f) return true;
  }
  return false;
}

// --- Which strips a change touches ----------------------------------------------------------------------------------

Derive::Derive(const Show& show, const LanePlan& lanes, double sample_rate)
    : show_(show),
      table_(show.table()),
      lanes_(lanes),
      sample_rate_(sample_rate),
      dirty_(table_.strips().size(), true) {}

void Derive::everything_changed() {
  std::fill(dirty_.begin(), dirty_.end(), true);
  any_dirty_ = true;
}

void Derive::changed(ControlId id) {
  const Control& control = table_.control(id);
  dirty_[control.strip] = true;
  any_dirty_ = true;
  const DeskStrip& strip = table_.strip(control.strip);
  if (strip.kind == kDca)
    for (size_t member = 0; member < dirty_.size(); ++member) {
      const ControlId belongs = table_.id(static_cast<StripIndex>(member), Param::dca, strip.number - 1);
      if (belongs != kNoControl && show_.value(belongs) >= 0.5f) dirty_[member] = true;
    }
  if (control.row->param == Param::solo_mode) everything_changed();
}

bool Derive::update(Targets& targets) {
  if (!any_dirty_) return false;
  const bool solo_active = any_solo(show_);
  // The first solo takes the main out of the monitor, the last one puts it back.
  if (solo_active != solo_active_) dirty_[table_.strip_of(kMain)] = true;
  solo_active_ = solo_active;
  for (size_t strip = 0; strip < dirty_.size(); ++strip) {
    if (dirty_[strip]) derive_strip(static_cast<StripIndex>(strip), targets);
    dirty_[strip] = false;
  }
  any_dirty_ = false;
  return true;
}

// --- One strip --------------------------------------------------------------------------------------------------------

void Derive::derive_strip(StripIndex strip, Targets& targets) const {
  const StripLanes& lanes = lanes_.of(strip);
  if (lanes.bank < 0) return;
  BankTargets& bank = targets.edit(lanes.bank);
  const StripKind kind = table_.strip(strip).kind;
  if (kind & (kChannel | kGroup | kAux | kMain | kMatrix)) aim_processing(show_, strip, lanes, sample_rate_, bank);
  if (kind == kChannel)
    derive_channel(strip, bank);
  else
    derive_bus(strip, bank);
}

float Derive::strip_gain(StripIndex strip) const {
  if (show_.is_on(strip, Param::mute)) return 0;
  const float group_dB = dca_dB(show_, strip);
  const float fader_dB = show_.value(strip, Param::fader);
  if (group_dB <= kOff_dB || fader_dB <= kOff_dB) return 0;
  return gain_of_dB(fader_dB + group_dB);
}

bool Derive::is_soloed(StripIndex strip) const {
  if (show_.is_on(strip, Param::solo)) return true;
  for (int dca = 0; dca < table_.count_of(kDca); ++dca) {
    const ControlId member = table_.id(strip, Param::dca, dca);
    if (member != kNoControl && show_.value(member) >= 0.5f &&
        show_.is_on(table_.strip_of(kDca, dca + 1), Param::solo))
      return true;
  }
  return false;
}

// Sets the gains from `from` (one or two lanes) into the bus `to`. A mono strip reaches a stereo bus by left and right
// gain; a stereo strip side by side; a stereo strip reaches a mono bus as the mean of its sides.
void Derive::send(BankTargets& bank, StripIndex from, float left_gain, float right_gain, StripIndex to) const {
  const StripLanes& source = lanes_.of(from);
  const StripLanes& target = lanes_.of(to);
  const int bus_bank = lanes_.bus_bank_of(to);
  if (source.count == 2 && target.count == 2) {
    bank.mix_gain(source.lane, bus_bank, target.lane) = left_gain;
    bank.mix_gain(source.lane + 1, bus_bank, target.lane + 1) = right_gain;
  } else if (target.count == 2) {
    bank.mix_gain(source.lane, bus_bank, target.lane) = left_gain;
    bank.mix_gain(source.lane, bus_bank, target.lane + 1) = right_gain;
  } else if (source.count == 2) {
    bank.mix_gain(source.lane, bus_bank, target.lane) = 0.5f * left_gain;
    bank.mix_gain(source.lane + 1, bus_bank, target.lane) = 0.5f * right_gain;
  } else {
    bank.mix_gain(source.lane, bus_bank, target.lane) = left_gain;
  }
}

// A soloed strip is heard in the monitor; while nothing is soloed the main is.
void Derive::send_to_monitor(StripIndex strip, BankTargets& bank, float left_gain, float right_gain) const {
  const bool heard = table_.strip(strip).kind == kMain ? !solo_active_ : is_soloed(strip);
  const float on = heard ? 1.0f : 0.0f;
  send(bank, strip, on * left_gain, on * right_gain, table_.strip_of(kMonitor));
}

void Derive::derive_channel(StripIndex strip, BankTargets& bank) const {
  const int lane = lanes_.of(strip).lane;
  const float trim_gain = gain_of_dB(show_.value(strip, Param::trim));
  bank.set(Strip::trim, lane, show_.is_on(strip, Param::polarity) ? -trim_gain : trim_gain);
  const int input = static_cast<int>(show_.value(strip, Param::input));
  bank.source[static_cast<size_t>(lane)] = input >= 1 && input <= lanes_.layout().inputs ? input - 1 : kNoSource;

  const float gain = strip_gain(strip);
  const PanGains pan = constant_power_pan(show_.value(strip, Param::pan));
  for (int group = 0; group < table_.count_of(kGroup); ++group) {
    const float on = show_.is_on(strip, Param::to_group, group) ? gain : 0.0f;
    send(bank, strip, on * pan.left, on * pan.right, table_.strip_of(kGroup, group + 1));
  }
  for (int aux = 0; aux < table_.count_of(kAux); ++aux) {
    // A muted channel is silent in its pre-fader sends too: mute means nobody hears it.
    const bool muted = show_.is_on(strip, Param::mute);
    const float send_gain = gain_of_dB(show_.value(strip, Param::send_level, aux));
    const float level = show_.is_on(strip, Param::send_pre, aux) ? (muted ? 0.0f : send_gain) : send_gain * gain;
    send(bank, strip, level, level, table_.strip_of(kAux, aux + 1));
  }
  const float on = show_.is_on(strip, Param::to_main) ? gain : 0.0f;
  send(bank, strip, on * pan.left, on * pan.right, table_.strip_of(kMain));
  // PFL hears the strip before fader and pan, AFL as it stands in the mix.
  const bool after_fader = show_.is_on(table_.strip_of(kDesk), Param::solo_mode);
  if (after_fader)
    send_to_monitor(strip, bank, gain * pan.left, gain * pan.right);
  else
    send_to_monitor(strip, bank, 1, 1);
}

void Derive::derive_bus(StripIndex strip, BankTargets& bank) const {
  const DeskStrip& bus = table_.strip(strip);
  const StripLanes& lanes = lanes_.of(strip);
  float gain = strip_gain(strip);
  PanGains balance{1, 1};
  if (bus.kind & (kGroup | kMain | kMatrix)) balance = stereo_balance(show_.value(strip, Param::pan));
  if (bus.kind == kMonitor && show_.is_on(strip, Param::dim)) gain *= gain_of_dB(kDim_dB);
  bank.set(Strip::fade, lanes.lane, gain * balance.left);
  if (lanes.count == 2) bank.set(Strip::fade, lanes.lane + 1, gain * balance.right);

  // From here on the bus has its fader behind it: the gains below are those of its own sends.
  if (bus.kind & (kGroup | kAux)) {
    // An aux reaches the main as the mono source it is, by the pan law's centre.
    const PanGains centre = bus.kind == kAux ? constant_power_pan(0) : PanGains{1, 1};
    const float on = show_.is_on(strip, Param::to_main) ? 1.0f : 0.0f;
    send(bank, strip, on * centre.left, on * centre.right, table_.strip_of(kMain));
  }
  if (bus.kind & (kGroup | kAux | kMain))
    for (int matrix = 0; matrix < table_.count_of(kMatrix); ++matrix) {
      const float level = gain_of_dB(show_.value(strip, Param::to_matrix, matrix));
      send(bank, strip, level, level, table_.strip_of(kMatrix, matrix + 1));
    }
  if (bus.kind != kMonitor) send_to_monitor(strip, bank, 1, 1);
}

}  // namespace headroom
