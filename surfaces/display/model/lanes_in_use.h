// Which lanes of a strip its layout uses: a main of 5.1 has six of its twelve, a stereo one two.
#pragma once

#include <string>
#include <vector>

#include "console/show.h"
#include "dsp/loudspeakers.h"

namespace headroom::display {

SpeakerLayout main_layout(const Show& show);
// The sides that may carry sound now, in the order of the lanes; none for a strip without sound.
std::vector<int> lanes_in_use(const Show& show, StripIndex strip);
// What a lane's loudspeaker is called where room is short: "L", "LFE", "Ltf"
const char* side_label(int side);

}  // namespace headroom::display
