// Surround heard on fewer loudspeakers: where the sound of each goes when it has no place of its own, with the
// coefficients of ITU-R BS.775-4, table 2. They are not turned down to make room for the sum (EBU Tech 3344): what
// folds 5.1 to stereo may be 7.7 dB higher than any of its channels.
#pragma once

#include "dsp/speaker_gains.h"

namespace headroom {

// How loud each loudspeaker of `to` plays what `from` plays on `loudspeaker`; linear. A loudspeaker that `to` has too
// plays it as it is; one that `from` does not have plays nothing.
//
//   LFE                         is left out
//   top front, top rear         -3 dB in the front, in the surrounds
//   7.1's side and rear         -3 dB each in 5.1's surrounds
//   surround                    -3 dB in left or right
//   centre                      -3 dB in left and right
//   stereo to mono              -3 dB each, so that the centre comes out at 0 dB
//   mono to more                the centre, or -3 dB in left and right
SpeakerGains fold_down(SpeakerLayout from, Loudspeaker loudspeaker, SpeakerLayout to);

// All of that at once: what `to` plays when `from` plays `gains`.
SpeakerGains fold_down(SpeakerLayout from, const SpeakerGains& gains, SpeakerLayout to);

}  // namespace headroom
