// How large a desk is: the number of strips of each kind. Everything else is sized from these numbers.
#pragma once

#include <string>

#include "io/result.h"

namespace headroom {

struct DeskPlan {
  static constexpr int kMaxChannels = 1024;

  int channels = 64;  // mono
  int auxes = 16;     // mono sends
  int groups = 8;     // stereo
  int matrices = 8;   // stereo
  int dcas = 8;

  bool operator==(const DeskPlan&) const = default;
};

// One of these numbers: its word in plan_text(), what people call it, and its range.
struct PlanNumber {
  const char* word;
  const char* name;
  int DeskPlan::*member;
  int min, max;
};
inline constexpr PlanNumber kPlanNumbers[] = {
    {"channels", "channels", &DeskPlan::channels, 8, DeskPlan::kMaxChannels},
    {"aux", "auxes", &DeskPlan::auxes, 0, 64},
    {"groups", "groups", &DeskPlan::groups, 0, 32},
    {"matrices", "matrices", &DeskPlan::matrices, 0, 32},
    {"dcas", "DCAs", &DeskPlan::dcas, 0, 32},
};

// The plan itself, or the sentence that names the number out of range.
Result<DeskPlan> checked_plan(const DeskPlan& plan);

// "channels=64 aux=16 groups=8 matrices=8 dcas=8": as written in show files, both ways.
// Numbers not named stay as they are in `others`.
std::string plan_text(const DeskPlan& plan);
Result<DeskPlan> parse_plan(const std::string& text, const DeskPlan& others = {});

}  // namespace headroom
