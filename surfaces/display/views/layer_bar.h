// The bar of layers at the bottom: each button shows its strips as mini meters, and a dot when one of them went over.
#pragma once

#include "surfaces/display/frame.h"

namespace headroom::display {

void show_layer_bar(Frame& frame, Rect rect);

}  // namespace headroom::display
