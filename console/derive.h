// From the show to what the engine multiplies by: dB, Hz and ms become gains, coefficients and frames here, and only
// here. A change derives what it touches and nothing else. Control thread.
#pragma once

#include <cstdint>
#include <vector>

#include "console/lane_plan.h"
#include "console/show.h"
#include "console/solo.h"
#include "console/targets.h"

namespace headroom {

class BinauralHead;

class Derive {
 public:
  // `show` and `lanes` must outlive it. Everything counts as changed at first.
  Derive(const Show& show, const LanePlan& lanes, double sample_rate);

  // Notes that a control has changed; which strips that touches (a DCA's members, everything a solo mutes) is worked
  // out here.
  void changed(ControlId id);
  void everything_changed();

  // Phones that are to be binaural hear through this head from here on (console/phones.h).
  void use_head(const BinauralHead* head);

  // Brings `targets` up to date with the show. True when anything was derived.
  bool update(Targets& targets);

  // How much later than the channels a strip leaves the engine, as last derived; 0 for a channel and for a strip
  // without sound. Limiters make it; an output delay that was asked for does not count.
  int latency_frames(StripIndex strip) const;

 private:
  // What of a strip has to be derived anew.
  enum Part : uint8_t { kMix = 1, kProcessing = 2, kAll = kMix | kProcessing };
  void touch(StripIndex strip, Part part);
  template <class Is>
  void touch_mix_where(Is is);
  void touch_others(ControlId id);
  void follow_solos();
  void derive_strip(StripIndex strip, uint8_t parts, Targets& targets) const;
  void aim_outputs(Targets& targets) const;

  const Show& show_;
  const Table& table_;
  const LanePlan& lanes_;
  double sample_rate_;
  const BinauralHead* head_ = nullptr;
  std::vector<uint8_t> touched_;  // by strip, of Part
  bool any_touched_ = true;
  bool solos_touched_ = true;
  Soloing solos_;               // as last derived
  std::vector<int> latencies_;  // of the buses' lanes, as last planned
};

}  // namespace headroom
