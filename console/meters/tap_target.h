// What the meters hear, as the show says it: the source of each meter tap, the input of the sound level meter. Control
// thread.
#pragma once

#include "console/lane_plan.h"
#include "console/show.h"
#include "console/targets.h"

namespace headroom {

// What a meter may hear: every strip with sound.
bool can_be_metered(const Table& table, StripIndex strip);

// Of tap 0..kMeterTaps-1 the strip it is set to, all lanes of its layout and both sides of a pair; buses behind their
// fader, channels before it. Of kSoundLevelTap an input of the desk.
TapTarget tap_target(const Show& show, const LanePlan& lanes, int tap);

void aim_taps(const Show& show, const LanePlan& lanes, Targets& targets);

}  // namespace headroom
