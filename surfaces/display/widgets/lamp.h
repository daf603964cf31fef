// A lamp of something that may be lost: colour and shape both say how it is - filled, hollow, or square when it is
// gone.
#pragma once

#include "console/link/shared_layout.h"
#include "surfaces/display/draw/canvas.h"

namespace headroom::display {

void lamp_dot(Canvas& canvas, Point at, Lamp lamp);

}  // namespace headroom::display
