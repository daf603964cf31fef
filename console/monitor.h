// The control room and the headphones: what they hear, and how it is checked - mono, swapped sides, a turned polarity,
// one speaker at a time. All of it is gains between what is heard and the monitor's lanes.
#pragma once

#include "console/pair.h"
#include "console/solo.h"
#include "console/surround.h"

namespace headroom {

inline constexpr StripKind kMonitors[] = {kMonitor, kPhones};

enum class MonitorCheck : uint8_t { off, left, right, difference };  // the order of kMonitorChecks in the table

// True when the strip is what the monitor listens to while nothing is soloed; both sides of a pair are.
bool is_source_of(const Show& show, StripIndex monitor, StripIndex strip);
// True when a monitor hears the strip because of a solo; because it is its source, and no solo is in the way.
bool hears_solo(const Show& show, const Soloing& solos, StripIndex monitor, StripIndex strip);
bool hears_source(const Show& show, const Soloing& solos, StripIndex monitor, StripIndex strip);

// What becomes of a lane on its way to the monitor's speakers: it is folded down to their layout, sides are swapped,
// the right one's polarity is turned; a single speaker has no sides, and plays on. Mono, difference and single speakers
// are checks of stereo: what is heard is folded to that first, and only left and right speak - with the mean of both
// (mono), half their difference, or one of them.
SpeakerGains at_the_speakers(const Show& show, StripIndex monitor, const SpeakerImage& image);

// Linear gain of level, mute and dim; while somebody talks back, of the deeper of both dims.
float monitor_gain(const Show& show, StripIndex monitor);

}  // namespace headroom
