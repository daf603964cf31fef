// What the next scene would change, strip by strip and scope by scope, with what is kept safe from it; the same table
// sets the safes.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

// `heading` says which scene it is of, and turns between the two.
void show_recall_preview(Frame& frame, Rect heading, Rect rect);

}  // namespace headroom::display
