// What a loudspeaker is called where room is short: "L", "LFE", "Ltf" (left, top, front).
#pragma once

#include "dsp/loudspeakers.h"

namespace headroom {

constexpr const char* loudspeaker_label(Loudspeaker loudspeaker) {
  constexpr const char* kLabels[kLoudspeakers] = {"L",   "R",   "C",   "LFE", "Ls",  "Rs",
                                                  "Lrs", "Rrs", "Ltf", "Rtf", "Ltr", "Rtr"};
  return kLabels[side_of(loudspeaker)];
}

}  // namespace headroom
