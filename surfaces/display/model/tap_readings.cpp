#include "surfaces/display/model/tap_readings.h"

namespace headroom::display {
namespace {

constexpr float kOutOfPhase = -0.2f;
// Of the ten minutes that are there when a screen joins, a part each frame: none takes long.
constexpr int kMostRecordsAtOnce = 512;

}  // namespace

void TapReadings::update(LinkClient& link, int tap) {
  const TapAim aim = link.tap_aim(tap);
  if (aim.number != aim_.number) history_.clear();
  aim_ = aim;
  link.read_meters(tap, reading_);
  const bool is_out_of_phase = has_reading() && reading_.phase.correlation_slow < kOutOfPhase;
  if (!is_out_of_phase) in_phase_frame_ = reading_.end_frame;
  MeterHistory record;
  for (int i = 0; i < kMostRecordsAtOnce && link.next_history(tap, record); ++i) {
    if (record.aim != aim_.number) continue;
    history_.push_back(record);
    if (history_.size() > kMeterHistoryRecords) history_.pop_front();
  }
}

int64_t TapReadings::overs() const {
  int64_t overs = 0;
  for (int i = 0; i < reading_.lanes; ++i) overs += lane(i).overs;
  return overs;
}

bool TapReadings::has_phase_alarm() const {
  return has_reading() && static_cast<double>(reading_.end_frame - in_phase_frame_) >= aim_.sample_rate;
}

}  // namespace headroom::display
