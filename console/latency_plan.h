// How much later each bus is heard than the channels, and how long every path has to wait so that what arrives together
// belongs together. Limiters are what makes a bus late, from the moment they are switched in, and the head that phones
// may be heard through. Control thread.
#pragma once

#include <vector>

#include "console/targets.h"

namespace headroom {

// Sets the waits of all buses in `targets` by their limiters and by the mix gains that are above zero. Returns the
// latency of each lane of the bus banks where it leaves its strip, in frames: [bus bank * kLanes + lane].
// `limiter_frames`: limiter_latency_frames() at the desk's sample rate.
std::vector<int> plan_latency(Targets& targets, int limiter_frames);

}  // namespace headroom
