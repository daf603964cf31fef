// Where each part of the shared memory lies: laid out by the console, checked by everybody who opens a segment.
#pragma once

#include "console/lane_plan.h"
#include "console/link/shared_layout.h"
#include "console/table.h"

namespace headroom {

// Bytes of one meter record of a desk with that many banks.
size_t meter_record_bytes(int banks);

// One part behind the other, each on a cache line of its own. A function of the desk: both ends come to the same.
LinkPlaces link_places(const Table& table, const LanePlan& lanes);

// True when a segment of `bytes` with that header is this version's and holds this desk: what is then read and written
// at link_places() lies inside it, whatever else its header says.
bool is_segment_of(const LinkHeader& header, size_t bytes, const Table& table, const LanePlan& lanes);

}  // namespace headroom
