// A whole number between two buttons: "- 7 +". The wheel turns it, too.
#pragma once

#include <string_view>

#include "surfaces/display/widgets/button.h"

namespace headroom::display {

// True when a hand changed `value`, which stays within least...most.
bool stepper(Frame& frame, Rect rect, TouchId id, std::string_view shown, int& value, int least, int most,
             int step = 1);

}  // namespace headroom::display
