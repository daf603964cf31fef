// What a solo lets through. PFL and AFL put what is soloed on the monitor and leave the house alone; solo in place
// mutes everything else in the house, which it does only while it is armed.
#pragma once

#include <vector>

#include "console/show.h"

namespace headroom {

enum class SoloMode : uint8_t { pfl, afl, in_place };  // the order of kSoloModes in the table

// Soloed by its own button or through one of its DCAs.
bool is_soloed(const Show& show, StripIndex strip);
// True when any strip or DCA is soloed.
bool any_solo(const Show& show);
// As chosen; in place counts as AFL until it is armed.
SoloMode solo_mode(const Show& show);

// The solos of a desk at one moment, as mixing needs them.
struct Soloing {
  SoloMode mode = SoloMode::pfl;
  bool any = false;
  std::vector<bool> soloed;  // by strip
  std::vector<bool> fed;     // by strip: a bus that something soloed feeds, so it is let through; only in place

  bool in_place() const { return any && mode == SoloMode::in_place; }
  // The monitors hear what is soloed instead of their source. In place they hear their source: the house itself.
  bool takes_monitors() const { return any && mode != SoloMode::in_place; }
  bool operator==(const Soloing&) const = default;
};
Soloing soloing_of(const Show& show);

// Whether `from` is heard in the bus `to` with these solos. In place it is when it is soloed or solo safe, when `to` is
// soloed itself, or when it is a bus that something soloed feeds. Auxes that do not reach the main are mixes of the
// stage: they keep everything. The talkback is heard whatever is soloed.
bool lets_through(const Show& show, const Soloing& solos, StripIndex from, StripIndex to);

}  // namespace headroom
