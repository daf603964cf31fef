// From the show to what a bus does beyond its strip: graphic equaliser, limiter, output delay, test signal. Control
// thread.
#pragma once

#include "console/lane_plan.h"
#include "console/show.h"
#include "console/targets.h"

namespace headroom {

// What the limiter of a bus is set to, by the show; whether it is in is in the show too.
LimiterSettings limiter_settings(const Show& show, StripIndex bus);

// For all lanes of a bus that has processing. Of a pair of buses the limiters turn down together; of a surround main
// gate, compressor and limiter turn all loudspeakers down together, so that nothing moves, but for the LFE, which has
// its own.
void aim_bus(const Show& show, StripIndex bus, const StripLanes& lanes, double sample_rate, BusTargets& targets);

// The desk's oscillator; its level is in the buses it is sent to. Counts as new only where something differs.
void aim_oscillator(const Show& show, Targets& targets);

}  // namespace headroom
