// The lock of the desk. Open: a click keeps the structure, held for a second it keeps everything. Locked: held for a
// second it opens, so that nobody opens it by a slip.
#pragma once

#include "surfaces/display/input/control_touch.h"

namespace headroom::display {

void lock_key(Frame& frame, Rect rect, TouchId id);

}  // namespace headroom::display
