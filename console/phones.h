// The headphones as a room of their own: whether they play loudspeakers through a head, which ones, and what reaches
// their sides from its ears. Control thread.
#pragma once

#include "console/binaural_head.h"
#include "console/show.h"
#include "console/targets.h"

namespace headroom {

bool is_binaural(const Show& show);

// The loudspeakers that the phones stand for: the main's, while they listen to it.
SpeakerLayout layout_of_room(const Show& show);

// Brings what the engine is told of the phones up to date. Without a head (nullptr) they hear the stereo sum, whatever
// the show asks for; a head has to stay where it is for as long as the engine runs.
void aim_phones(const Show& show, const BinauralHead* head, Targets& targets);

}  // namespace headroom
