// The control room and the headphones: what they hear, and how it is checked - mono, swapped sides, a turned polarity,
// one speaker at a time. All of it is gains between what is heard and the monitor's two lanes.
#pragma once

#include "console/pair.h"
#include "console/solo.h"

namespace headroom {

inline constexpr StripKind kMonitors[] = {kMonitor, kPhones};

enum class MonitorCheck : uint8_t { off, left, right, difference };  // the order of kMonitorChecks in the table

// True when the strip is what the monitor listens to while nothing is soloed; both sides of a pair are.
bool is_source_of(const Show& show, StripIndex monitor, StripIndex strip);
// True when a monitor hears the strip because of a solo; because it is its source, and no solo is in the way.
bool hears_solo(const Show& show, const Soloing& solos, StripIndex monitor, StripIndex strip);
bool hears_source(const Show& show, const Soloing& solos, StripIndex monitor, StripIndex strip);

// What becomes of a lane on its way to the speakers: sides swapped, the right one's polarity turned, then the mean of
// both (mono) or half their difference (check), then the speakers that are to be silent taken away.
LaneImage at_the_speakers(const Show& show, StripIndex monitor, LaneImage lane);

// Linear gain of level, mute and dim; while somebody talks back, of the deeper of both dims.
float monitor_gain(const Show& show, StripIndex monitor);

}  // namespace headroom
