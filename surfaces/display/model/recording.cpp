#include "surfaces/display/model/recording.h"

#include "io/clock_text.h"

namespace headroom::display {

std::string taken_text(const DeskCopy& desk) {
  return counter_text(static_cast<int64_t>(static_cast<double>(desk.recording().frames) / desk.sample_rate()));
}

std::string left_text(const RecordStatus& recording) {
  constexpr double kMost_s = 999.0 * 3600;
  if (recording.seconds_left < 0) return "-";
  return recording.seconds_left > kMost_s ? ">999 h" : counter_text(static_cast<int64_t>(recording.seconds_left));
}

std::string lost_text(const RecordStatus& recording) { return std::to_string(recording.lost_frames) + " lost"; }

bool is_armed(const DeskCopy& desk, StripIndex strip) {
  return desk.has(strip, Param::arm) && desk.is_on(strip, Param::arm);
}

}  // namespace headroom::display
