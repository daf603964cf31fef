// Sound among loudspeakers: which of them a strip has, and how each lane stands among those of the main. Control
// thread.
//
// Main and monitor have a lane for every loudspeaker there may be; their layout says which of them sound. What is not
// placed (`surround/on`) is panned between left and right, so that a change of layout changes nothing until it is
// wanted. What is placed
//   - stands at its azimuth and elevation from 5.1 on (dsp/surround_pan.h). A stereo pair has its sides 30 degrees
//   times
//     its width to the left and to the right of that; a group 30 degrees.
//   - in LCR goes from left over centre to right by its pan; stereo pairs and groups stay between left and right.
//   - is 6 dB quieter with each doubling of a distance above 100 %. The LFE send does not hear of distance or place.
#pragma once

#include <vector>

#include "console/pair.h"
#include "console/show.h"
#include "dsp/speaker_gains.h"

namespace headroom {

// What the control room's loudspeakers are: those of the set that plays.
SpeakerLayout layout_of_monitor(const Show& show);

// Main and monitor as they are set up; stereo buses and the phones stereo, all else mono.
SpeakerLayout layout_of(const Show& show, StripIndex strip);

// Whether that lane of a strip sounds in its layout.
bool is_in_layout(const Show& show, StripSide side);

// The sides of a strip that sound, in the order of the channels of a WAVE file.
std::vector<int> sides_in_file(const Show& show, StripIndex strip);

// How one lane stands among the loudspeakers of a layout.
struct SpeakerImage {
  SpeakerLayout layout;
  SpeakerGains gains;
};
SpeakerImage stereo_image(const LaneImage& image);

// Side `side` of a channel, group or aux in the main; `panned` is what it is where it is not placed.
SpeakerImage image_in_main(const Show& show, StripIndex strip, int side, const LaneImage& panned);

// What the main plays on one of its loudspeakers, heard in stereo.
LaneImage folded_to_stereo(const SpeakerImage& image);

}  // namespace headroom
