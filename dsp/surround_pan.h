// A sound with a place, a width and a depth among the loudspeakers of a layout. Control side, double precision.
#pragma once

#include "dsp/speaker_gains.h"

namespace headroom {

struct SurroundPosition {
  Direction at;
  // 0: a point. Up to 1: sound from a growing arc of directions around it, all of the circle at 1; a growing cap of the
  // sphere where the layout has height. Multiple-direction amplitude panning (Pulkki 1999).
  double spread = 0;
  // 1 and more: on or outside the circle of loudspeakers. Below, power moves from the direction to all loudspeakers
  // alike; at 0 it is even.
  double distance = 1;
  // How much of its share the centre plays itself, 0..1; the rest is played by left and right.
  double centre = 1;
};

// Gains whose squares add up to 1. The LFE plays nothing.
SpeakerGains pan_surround(SpeakerLayout layout, const SurroundPosition& position);

// How much quieter a sound is at `distance` (1: on the circle of loudspeakers): 6 dB per doubling beyond 1; linear
// gain.
double distance_gain(double distance);

// One knob from left over centre to right, sine and cosine between neighbours; `position` -100..100. What the centre
// loses at `centre` below 1 the pan of plain stereo plays, at constant power (LCR consoles).
SpeakerGains pan_lcr(double position, double centre);

}  // namespace headroom
