// The meters of every lane of the desk, moved on by what the engine reported since the last frame.
#pragma once

#include <vector>

#include "console/lane_plan.h"
#include "console/link/link_client.h"
#include "surfaces/display/model/ballistics.h"

namespace headroom::display {

struct LaneMeters {
  LevelMeter input;  // after trim; peak only
  LevelMeter level;  // of channels before the fader, or after it as the user likes; of buses after it
  ReductionMeter gate, compressor, de_esser, limiter;
};

class StripMeters {
 public:
  explicit StripMeters(const LanePlan& lanes)
      : lanes_(&lanes),
        gains_(static_cast<size_t>(lanes.layout().banks() * kLanes), 1.0f),
        meters_(static_cast<size_t>(lanes.layout().banks() * kLanes)) {}

  // The gain from where the engine measures a strip's levels to where they are shown; 1 until it is set.
  void set_gain(StripIndex strip, float gain);
  void feed(const MeterLook& look, double sample_rate);

  // Side 0 is left or mono, 1 right, then the loudspeakers of dsp/loudspeakers.h. nullptr for a side that the strip has
  // not.
  const LaneMeters* of(StripIndex strip, int side = 0) const;
  // The strip's highest peak of both sides, for mini meters.
  float peak_dB(StripIndex strip) const;
  // A side of it was at full scale since it was cleared. How often, only a tap can tell: a screen looks now and then.
  bool was_full(StripIndex strip) const;
  void clear(StripIndex strip);
  void clear_all();

 private:
  const LanePlan* lanes_;
  std::vector<float> gains_;        // of each lane
  std::vector<LaneMeters> meters_;  // by lane_index()
};

}  // namespace headroom::display
