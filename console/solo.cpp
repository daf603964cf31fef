#include "console/solo.h"

#include <bit>

#include "console/dca.h"

namespace headroom {
namespace {

bool is_switched(const Show& show, StripIndex strip, Param param) {
  const ControlId id = show.table().id(strip, param);
  return id != kNoControl && show.value(id) >= 0.5f;
}

// Notes the groups and auxes that a soloed channel feeds.
void note_fed_buses(const Show& show, StripIndex channel, std::vector<bool>& fed) {
  const Table& table = show.table();
  for (int group = 0; group < table.count_of(kGroup); ++group)
    if (show.is_on(channel, Param::to_group, group)) fed[table.strip_of(kGroup, group + 1)] = true;
  for (int aux = 0; aux < table.count_of(kAux); ++aux) {
    const StripIndex bus = table.strip_of(kAux, aux + 1);
    const bool follows = show.is_on(bus, Param::follow) && show.is_on(channel, Param::send_follow, aux);
    if (follows || show.value(channel, Param::send_level, aux) > kOff_dB) fed[bus] = true;
  }
}

}  // namespace

bool is_soloed(const Show& show, StripIndex strip) {
  if (is_switched(show, strip, Param::solo)) return true;
  for (DcaSet dcas = dcas_of(show, strip); dcas != 0; dcas &= dcas - 1)
    if (show.is_on(show.table().strip_of(kDca, std::countr_zero(dcas) + 1), Param::solo)) return true;
  return false;
}

bool any_solo(const Show& show) {
  for (size_t strip = 0; strip < show.table().strips().size(); ++strip)
    if (is_switched(show, static_cast<StripIndex>(strip), Param::solo)) return true;
  return false;
}

SoloMode solo_mode(const Show& show) {
  const StripIndex desk = show.table().strip_of(kDesk);
  const auto chosen = static_cast<SoloMode>(static_cast<int>(show.value(desk, Param::solo_mode)));
  return chosen == SoloMode::in_place && !show.is_on(desk, Param::solo_arm) ? SoloMode::afl : chosen;
}

Soloing soloing_of(const Show& show) {
  const Table& table = show.table();
  Soloing solos{.mode = solo_mode(show),
                .any = any_solo(show),
                .soloed = std::vector<bool>(table.strips().size()),
                .fed = std::vector<bool>(table.strips().size())};
  if (!solos.any) return solos;
  for (size_t strip = 0; strip < table.strips().size(); ++strip)
    solos.soloed[strip] = is_soloed(show, static_cast<StripIndex>(strip));
  if (!solos.in_place()) return solos;
  for (int number = 1; number <= table.count_of(kChannel); ++number) {
    const StripIndex channel = table.strip_of(kChannel, number);
    if (solos.soloed[channel]) note_fed_buses(show, channel, solos.fed);
  }
  return solos;
}

bool lets_through(const Show& show, const Soloing& solos, StripIndex from, StripIndex to) {
  if (!solos.in_place()) return true;
  const DeskStrip& bus = show.table().strip(to);
  if (show.table().strip(from).kind & (kMain | kTalk)) return true;
  if (bus.kind == kAux && !show.is_on(to, Param::to_main)) return true;
  return solos.soloed[from] || solos.fed[from] || solos.soloed[to] || is_switched(show, from, Param::solo_safe);
}

}  // namespace headroom
