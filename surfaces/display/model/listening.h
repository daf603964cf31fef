// Which input somebody makes a noise into: the channels whose inputs sound now, and the one that has just begun to, so
// that inputs are named by knocking on their microphones.
#pragma once

#include <optional>
#include <vector>

#include "console/table.h"
#include "surfaces/display/model/strip_meters.h"

namespace headroom::display {

class Listening {
 public:
  static constexpr float kQuiet_dB = -50;  // below it an input is at rest
  static constexpr float kNoise_dB = -36;  // above it somebody makes a noise on purpose
  static constexpr double kRest_s = 1;     // at rest for so long, it can newly sound
  static constexpr double kOffered_s = 8;  // how long it is offered

  // Once a frame, `now_s` any clock that never goes back.
  void look(const Table& table, const StripMeters& meters, double now_s);

  // The channels whose input stands above kQuiet_dB, or did within the last second.
  const std::vector<StripIndex>& sounding() const { return sounding_; }
  // The loudest of those that newly sound.
  std::optional<StripIndex> offered() const { return offered_; }

 private:
  std::vector<double> heard_s_;  // by channel: when its input last sounded
  std::vector<StripIndex> sounding_;
  std::optional<StripIndex> offered_;
  float offered_dB_ = kSilence_dB;
  double offered_s_ = 0;
};

}  // namespace headroom::display
