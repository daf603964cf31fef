// The rules for loud events, as limits of the sound level meter: who chooses one gets its limits, who then changes a
// limit by hand has rules of his own. Laws change: each value stays everybody's to set.
#pragma once

#include <vector>

#include "console/gang.h"

namespace headroom {

// What follows from a moved control of the sound level meter: from the rule its limits, from a limit that it is
// nobody's rule any more. Nothing for other controls. A gesture over many controls sets each itself.
std::vector<Consequence> sound_rule_consequences(const Show& show, ControlId moved, const Gesture& gesture);

}  // namespace headroom
