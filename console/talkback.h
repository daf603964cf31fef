// Talkback: one microphone that speaks into every bus that is to hear it, while it is on. What the talker hears is
// turned down meanwhile, so that the microphone does not hear itself. Control thread.
#pragma once

#include "console/show.h"

namespace headroom {

// Linear gain of the talkback's level; 0 while it is off.
float talk_gain(const Show& show);
// What monitors and headphones are turned down by because of it: 0 dB while it is off.
float talk_dim_dB(const Show& show);

}  // namespace headroom
