// From the show to what comes into a strip: its inputs, trim, polarity and delay. Control thread.
#pragma once

#include "console/lane_plan.h"
#include "console/show.h"
#include "console/targets.h"

namespace headroom {

// Of a channel, the talkback or the two-track. An input that the desk does not have is silence.
void aim_input(const Show& show, const LanePlan& plan, StripIndex strip, double sample_rate, BankTargets& bank);

}  // namespace headroom
