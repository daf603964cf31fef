#include "console/dca.h"

#include <algorithm>
#include <bit>

#include "console/curve.h"

namespace headroom {
namespace {

bool is_in_active_mute_group(const Show& show, StripIndex strip) {
  const Table& table = show.table();
  for (int group = 0; group < table.count_of(kMuteGroup); ++group)
    if (is_member(show, strip, Param::mute_group, group) &&
        show.is_on(table.strip_of(kMuteGroup, group + 1), Param::mute))
      return true;
  return false;
}

template <class Does>
bool any_of(const Show& show, DcaSet dcas, Does does) {
  for (; dcas != 0; dcas &= dcas - 1)
    if (does(show.table().strip_of(kDca, std::countr_zero(dcas) + 1))) return true;
  return false;
}

}  // namespace

DcaSet dcas_of(const Show& show, StripIndex strip) {
  const Table& table = show.table();
  DcaSet found = 0, unseen = 0;
  const auto add_those_of = [&](StripIndex member) {
    for (int dca = 0; dca < table.count_of(kDca); ++dca)
      if (is_member(show, member, Param::dca, dca)) unseen |= DcaSet{1} << dca;
  };
  add_those_of(strip);
  // What has been seen is not looked at again: a circle, which only a file could hold, ends here.
  for (unseen &= ~found; unseen != 0; unseen &= ~found) {
    const int dca = std::countr_zero(unseen);
    found |= DcaSet{1} << dca;
    add_those_of(table.strip_of(kDca, dca + 1));
  }
  return found;
}

float dca_dB(const Show& show, StripIndex strip) {
  float sum_dB = 0;
  const bool is_off = any_of(show, dcas_of(show, strip), [&](StripIndex dca) {
    sum_dB += show.value(dca, Param::fader);
    return show.value(dca, Param::fader) <= kOff_dB;
  });
  return is_off ? kOff_dB : sum_dB;
}

bool would_make_a_circle(const Show& show, StripIndex dca, int into) {
  const Table& table = show.table();
  const StripIndex target = table.strip_of(kDca, into + 1);
  const DcaSet own = DcaSet{1} << (table.strip(dca).number - 1);
  return target == dca || (dcas_of(show, target) & own) != 0;
}

MutedBy muted_by(const Show& show, StripIndex strip) {
  MutedBy muted{.itself = show.is_on(strip, Param::mute)};
  const ControlId safe = show.table().id(strip, Param::mute_safe);
  if (safe != kNoControl && show.value(safe) >= 0.5f) return muted;
  muted.group = is_in_active_mute_group(show, strip);
  muted.dca = any_of(show, dcas_of(show, strip), [&](StripIndex dca) {
    return show.is_on(dca, Param::mute) || is_in_active_mute_group(show, dca);
  });
  return muted;
}

bool hears_mute_group(const Show& show, StripIndex strip, int group) {
  return is_member(show, strip, Param::mute_group, group) || any_of(show, dcas_of(show, strip), [&](StripIndex dca) {
           return is_member(show, dca, Param::mute_group, group);
         });
}

float strip_gain(const Show& show, StripIndex strip) {
  if (muted_by(show, strip).anyone()) return 0;
  const float group_dB = dca_dB(show, strip);
  const float fader_dB = show.value(strip, Param::fader);
  if (group_dB <= kOff_dB || fader_dB <= kOff_dB) return 0;
  // However many DCAs a strip is in: more than this is no mix, and what follows has to stay within its numbers.
  constexpr float kMostGain_dB = 40;
  return gain_of_dB(std::min(fader_dB + group_dB, kMostGain_dB));
}

}  // namespace headroom
