// From the show to one strip's gate, compressor and de-esser and to what they listen to: what an engineer dialled
// becomes designs, and the designs become the numbers of its lanes. The engine, the screen and the tests use the same
// ones. Control thread.
#pragma once

#include "console/lane_plan.h"
#include "console/show.h"
#include "console/targets.h"
#include "dsp/compressor_design.h"
#include "dsp/de_esser_design.h"
#include "dsp/gate_design.h"

namespace headroom {

// As the show has them, whether they are on or not.
GateSettings gate_settings(const Show& show, StripIndex strip);
CompressorSettings compressor_settings(const Show& show, StripIndex strip);
DeEsserSettings de_esser_settings(const Show& show, StripIndex strip);

// The filter in front of a detector, 12 dB per octave; bypassed where it is off.
EqSection gate_key_filter(const Show& show, StripIndex strip, double sample_rate);
EqSection compressor_key_filter(const Show& show, StripIndex strip, double sample_rate);

// The dynamics of `lanes`, those of `strip` that lie in `bank`; detectors of two sides, or of a pair of channels, are
// linked; what is switched off is made neutral, but a key that is listened to is heard. A strip that the desk does not
// have is no key: the strip hears itself. A mono strip keyed by a stereo one hears the mean of its sides; a stereo
// strip hears side by side.
void aim_dynamics(const Show& show, StripIndex strip, const LanePlan& plan, const StripLanes& lanes, double sample_rate,
                  BankTargets& bank);

}  // namespace headroom
