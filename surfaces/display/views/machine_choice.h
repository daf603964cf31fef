// What the desk is to run on, chosen: device, rate, block, lines and workers. On the Setup page and on the sheet of a
// first start.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

// How high it is with all that it can list; on a low page fewer devices are listed.
inline constexpr float kMachineChoice = 576;
void show_machine_choice(Frame& frame, Rect rect);

}  // namespace headroom::display
