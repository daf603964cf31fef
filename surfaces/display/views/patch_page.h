// The patch as a grid that is clicked: inputs of the device to channels, or lanes of the desk to outputs of the device.
// Rows receive, columns are what they can hear; a row has one source, so that a look along it says all.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

void show_patch_page(Frame& frame, Rect rect);

}  // namespace headroom::display
