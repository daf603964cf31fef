// Who else moves and mutes a strip besides its own fader: DCAs, which may sit in other DCAs, and mute groups.
#pragma once

#include <cstdint>
#include <vector>

#include "console/show.h"

namespace headroom {

using DcaSet = uint32_t;  // bit n stands for DCA n+1; a desk has at most 32

// The DCAs a strip belongs to, directly or through other DCAs; each counts once, however many ways lead to it.
DcaSet dcas_of(const Show& show, StripIndex strip);
// What they add to its fader in dB; kOff_dB when one of them is at the bottom.
float dca_dB(const Show& show, StripIndex strip);
// True when putting `dca` into DCA `into` (0-based) would make it a member of itself.
bool would_make_a_circle(const Show& show, StripIndex dca, int into);

// Why a strip is silent. A DCA mutes its members when it is muted itself or by a mute group; a mute-safe strip hears
// neither DCAs' mutes nor mute groups.
struct MutedBy {
  bool itself = false, dca = false, group = false;
  bool anyone() const { return itself || dca || group; }
};
MutedBy muted_by(const Show& show, StripIndex strip);

// True when mute group `group` (0-based) is able to mute the strip, directly or through a DCA.
bool hears_mute_group(const Show& show, StripIndex strip, int group);

// Linear gain of fader, DCAs and mutes together.
float strip_gain(const Show& show, StripIndex strip);

// True when the strip was put into that DCA (Param::dca) or mute group (Param::mute_group), 0-based. `Desk` is whatever
// has a table and values: a Show, a client of the link.
template <class Desk>
bool is_member(const Desk& desk, StripIndex strip, Param kind_of_group, int group) {
  const ControlId member = desk.table().id(strip, kind_of_group, group);
  return member != kNoControl && desk.value(member) >= 0.5f;
}

// The strips that were put into a DCA or a mute group, in the order of the desk: what a spill shows.
template <class Desk>
std::vector<StripIndex> members_of(const Desk& desk, StripIndex dca_or_mute_group) {
  const DeskStrip& group = desk.table().strip(dca_or_mute_group);
  const Param param = group.kind == kDca ? Param::dca : Param::mute_group;
  std::vector<StripIndex> members;
  for (size_t strip = 0; strip < desk.table().strips().size(); ++strip)
    if (is_member(desk, static_cast<StripIndex>(strip), param, group.number - 1))
      members.push_back(static_cast<StripIndex>(strip));
  return members;
}

}  // namespace headroom
