// How large a desk is: the number of strips of each kind. Everything else is sized from these six numbers.
#pragma once

#include <string>

#include "io/result.h"

namespace headroom {

struct DeskPlan {
  static constexpr int kMaxChannels = 1024;

  int channels = 64;  // 8...kMaxChannels, mono
  int auxes = 16;     // 0...64, mono sends
  int groups = 8;     // 0...32, stereo
  int matrices = 8;   // 0...32, stereo
  int dcas = 8;       // 0...32

  bool operator==(const DeskPlan&) const = default;
};

// The plan itself, or the sentence that names the number out of range.
Result<DeskPlan> checked_plan(const DeskPlan& plan);

// "channels=64 aux=16 groups=8 matrices=8 dcas=8": as written in show files, both ways.
// Numbers not named keep their defaults.
std::string plan_text(const DeskPlan& plan);
Result<DeskPlan> parse_plan(const std::string& text);

}  // namespace headroom
