// What of a show's patch a device has no lines for, as sentences. The patch itself stays as it is and is heard again on
// a device that has them.
#pragma once

#include <string>
#include <vector>

#include "console/show.h"

namespace headroom {

// At most one sentence about inputs and one about outputs, each naming the strips.
std::vector<std::string> patch_notes(const Show& show, int device_inputs, int device_outputs);

}  // namespace headroom
