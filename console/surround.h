// Which loudspeakers a strip's sound is for. Main and monitor have a lane for every loudspeaker there may be; their layout
// says which of them sound.
#pragma once

#include <vector>

#include "console/show.h"
#include "dsp/loudspeakers.h"

namespace headroom {

// What the control room's loudspeakers are.
SpeakerLayout layout_of_monitor(const Show& show);

// Main and monitor as they are set up; stereo buses and the phones stereo, all else mono.
SpeakerLayout layout_of(const Show& show, StripIndex strip);

// Whether that lane of a strip sounds in its layout.
bool is_in_layout(const Show& show, StripSide side);

// The sides of a strip that sound, in the order of the channels of a WAVE file.
std::vector<int> sides_in_file(const Show& show, StripIndex strip);

}  // namespace headroom
