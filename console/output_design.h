// From the show to one output: which sound it carries, how loud, which way round and how late. Control thread.
#pragma once

#include "console/lane_plan.h"
#include "console/show.h"
#include "console/targets.h"

namespace headroom {

// An output that carries a channel hears it at its direct/tap with its direct/level. Mute and DCAs move what is behind
// the fader; a tap before it goes on through a mute, as a recording does. One that
// carries the talkback hears it while it is on; one that belongs to a speaker set is heard while the monitor plays that
// set.
OutputTarget output_target(const Show& show, const LanePlan& lanes, StripIndex output, double sample_rate);

}  // namespace headroom
