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

// The strips that were put into a DCA or a mute group, in the order of the desk: what a spill shows.
std::vector<StripIndex> members_of(const Show& show, StripIndex dca_or_mute_group);

}  // namespace headroom
