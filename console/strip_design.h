// From the show to one strip's filters: what an engineer dialled becomes designs, and the designs become the
// numbers of its lanes. The engine, the screen and the tests use the same ones. Control thread.
#pragma once

#include <array>

#include "console/lane_plan.h"
#include "console/show.h"
#include "console/targets.h"
#include "dsp/eq_design.h"

namespace headroom {

// What the strip's filters and dynamics are set to, by the show: the same designs that the engine runs and the screen
// draws. A switched-off part is designed too; whether it is on is in the show.
std::array<EqSection, kPassSections> high_pass_design(const Show& show, StripIndex strip, double sample_rate);
std::array<EqSection, kPassSections> low_pass_design(const Show& show, StripIndex strip, double sample_rate);
// `band` 0..7, below eq_bands() of the strip's kind.
EqSection eq_band_design(const Show& show, StripIndex strip, int band, double sample_rate);
// True for a bell or shelf of 0 dB: it does nothing, and is not run.
bool eq_band_is_flat(const Show& show, StripIndex strip, int band);

// A strip's filters and equaliser, for all its lanes; what is switched off is made neutral.
void aim_filters(const Show& show, StripIndex strip, const StripLanes& lanes, double sample_rate, BankTargets& bank);

}  // namespace headroom
