// Vector base amplitude panning (Pulkki 1997): a direction becomes gains of the two or three loudspeakers around it,
// normalised to constant power. Control side, double precision.
#pragma once

#include "dsp/speaker_gains.h"

namespace headroom {

// Gains of the loudspeakers that make sound come from `at`; their squares add up to 1. Exactly one loudspeaker sounds
// in its own direction. The LFE never does.
//
// Where there is no loudspeaker - above, below, behind, in the wide field between surrounds and rear tops - the
// triangles go to a virtual one whose sound the loudspeakers around it share in equal parts, as the renderer of BS.2127
// does. So gains are continuous everywhere, and sound above a flat layout comes from all of it.
SpeakerGains pan_vector(SpeakerLayout layout, Direction at);

}  // namespace headroom
