// Which lanes of a strip its layout uses: a main of 5.1 has six of its twelve, a stereo one two.
#pragma once

#include <string>
#include <vector>

#include "console/show.h"
#include "dsp/loudspeaker_label.h"

namespace headroom::display {

SpeakerLayout main_layout(const Show& show);
// The sides that may carry sound now, in the order of the lanes; none for a strip without sound.
std::vector<int> lanes_in_use(const Show& show, StripIndex strip);
// Every strip with sound that a fader belongs to, along the signal, the main last.
std::vector<StripIndex> sounding_strips(const Table& table);
// The strip stands among loudspeakers: it is switched to, and the main has them.
bool is_in_surround(const Show& show, StripIndex strip);
// What a lane's loudspeaker is called: "L", "LFE", "Ltf"
inline const char* side_label(int side) { return loudspeaker_label(loudspeaker_at(side)); }

}  // namespace headroom::display
