// Where the sound came from in the last 30 s: time to the right, angle upwards to the left, light for level (screen.md
// section 6.2). A wandering image or a dead side is seen at once.
#pragma once

#include <deque>
#include <vector>

#include "console/meters/meter_reading.h"
#include "surfaces/display/draw/live_picture.h"

namespace headroom::display {

inline constexpr int kAngleStrip_s = 30;
inline constexpr float kAngleRange_dB = 30;  // from the loudest of the strip down to darkness

class AngleStrip {
 public:
  AngleStrip();
  // The history of a tap, oldest first; draws anew when it has grown.
  void feed(int tap, const std::deque<MeterHistory>& history);

  Pixels pixels() const { return {kAngleStrip_s * kMeterHistoryPerSecond, kAngleBins, pixels_, drawn_}; }

 private:
  std::vector<Rgba> pixels_;
  int tap_ = -1;
  uint64_t newest_frame_ = 0, drawn_ = 0;
};

}  // namespace headroom::display
