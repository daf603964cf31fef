// From the show to one strip's filters and dynamics: what an engineer dialled becomes designs, and the designs become the
// numbers of its lanes. The engine, the screen and the tests use the same ones. Control thread.
#pragma once

#include "console/lane_plan.h"
#include "console/show.h"
#include "console/targets.h"
#include "dsp/dynamics_design.h"
#include "dsp/eq_design.h"

namespace headroom {

// What the strip's filters and dynamics are set to, by the show: the same designs that the engine runs and the screen draws.
// `band` 0..3. A switched-off part is designed too; whether it is on is in the show.
EqSection high_pass_design(const Show& show, StripIndex strip, double sample_rate);
EqSection eq_band_design(const Show& show, StripIndex strip, int band, double sample_rate);
CompressorSettings compressor_settings(const Show& show, StripIndex strip);
GateSettings gate_settings(const Show& show, StripIndex strip);

// Everything a strip does to its own sound, for all its lanes; what is switched off is made neutral.
void aim_processing(const Show& show, StripIndex strip, const StripLanes& lanes, double sample_rate, BankTargets& bank);

}  // namespace headroom
