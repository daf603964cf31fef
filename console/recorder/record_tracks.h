// What is to be recorded, as the show says it: the armed strips, each with the file it goes to. Control thread.
#pragma once

#include <vector>

#include "console/lane_plan.h"
#include "console/recorder/take.h"
#include "console/show.h"

namespace headroom {

// A track for every armed strip, in the order of the strips. Channels are what their input sends, before all
// processing, in mono: "01 Kick In"; buses what leaves their fader, with a channel for each of their loudspeakers:
// "buses/aux-02 Drummer", in a folder of their own, as a take that plays on the inputs is what came in alone.
std::vector<RecordTrack> record_tracks(const Show& show, const LanePlan& lanes);

// Whether a control has to do with it: what is armed, what it is called, how many channels it has.
bool changes_record_tracks(const ControlRow& row);

}  // namespace headroom
