// What one meter tap of the desk reads now, and what it read in the last ten minutes.
#pragma once

#include <deque>

#include "console/link/link_client.h"

namespace headroom::display {

class TapReadings {
 public:
  // Takes what is new of tap 0..kMeterTaps-1. A tap that hears something else begins anew.
  void update(LinkClient& link, int tap);

  const TapAim& aim() const { return aim_; }
  // It hears a strip, and its meters have come to that sound.
  bool has_reading() const { return hears_anything() && reading_.aim == aim_.number; }
  bool hears_anything() const { return aim_.number != 0 && aim_.strip >= 0; }
  // Only while has_reading().
  const MeterReading& reading() const { return reading_; }
  const LaneReading& lane(int lane) const { return reading_.lane[static_cast<size_t>(lane)]; }
  // Of all lanes, as the desk counts them.
  int64_t overs() const;
  // The slow correlation has been below -0.2 for a second.
  bool has_phase_alarm() const;
  // Oldest first, a record a tenth of a second.
  const std::deque<MeterHistory>& history() const { return history_; }

 private:
  TapAim aim_{};
  MeterReading reading_{};
  uint64_t in_phase_frame_ = 0;  // engine time of the last reading in phase
  std::deque<MeterHistory> history_;
};

}  // namespace headroom::display
