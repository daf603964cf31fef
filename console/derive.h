// From the show to what the engine multiplies by: dB, Hz and ms become gains, coefficients and frames here, and only here.
// Fader, mute, pan, DCA, solo and send of one path become one number. Control thread.
#pragma once

#include <vector>

#include "console/lane_plan.h"
#include "console/show.h"
#include "console/targets.h"

namespace headroom {

class Derive {
 public:
  // `show` and `lanes` must outlive it. Everything counts as changed at first.
  Derive(const Show& show, const LanePlan& lanes, double sample_rate);

  // Notes that a control has changed; which strips that touches (a DCA's members, everything a solo mutes in the
  // monitor) is worked out here.
  void changed(ControlId id);
  void everything_changed();

  // Brings `targets` up to date with the show. True when anything was derived.
  bool update(Targets& targets);

 private:
  void derive_strip(StripIndex strip, Targets& targets) const;
  void derive_channel(StripIndex strip, BankTargets& bank) const;
  void derive_bus(StripIndex strip, BankTargets& bank) const;
  void send(BankTargets& bank, StripIndex from, float left_gain, float right_gain, StripIndex to) const;
  float strip_gain(StripIndex strip) const;
  bool is_soloed(StripIndex strip) const;
  void send_to_monitor(StripIndex strip, BankTargets& bank, float left_gain, float right_gain) const;

  const Show& show_;
  const Table& table_;
  const LanePlan& lanes_;
  double sample_rate_;
  std::vector<bool> dirty_;  // by strip
  bool any_dirty_ = true;
  bool solo_active_ = false;  // as last derived
};

// Gains of the constant-power pan law: position -100 (left) ... +100 (right), -3.01 dB each at the centre.
struct PanGains {
  float left, right;
};
PanGains constant_power_pan(float position);
// Balance: the far side is turned down, the near side stays at 0 dB.
PanGains stereo_balance(float position);

// The sum in dB of the DCAs a strip belongs to, kOff_dB when one of them is muted or at the bottom.
float dca_dB(const Show& show, StripIndex strip);
// True when any strip or DCA is soloed.
bool any_solo(const Show& show);

}  // namespace headroom
