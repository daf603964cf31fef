#include "console/plan.h"

#include <charconv>
#include <sstream>
#include <system_error>

namespace headroom {

Result<DeskPlan> checked_plan(const DeskPlan& plan) {
  for (const PlanNumber& number : kPlanNumbers) {
    const int count = plan.*number.member;
    if (count < number.min || count > number.max)
      return Error{"desk plan: " + std::string(number.word) + "=" + std::to_string(count) + " is outside " +
                   std::to_string(number.min) + "..." + std::to_string(number.max)};
  }
  return plan;
}

std::string plan_text(const DeskPlan& plan) {
  std::string text;
  for (const PlanNumber& number : kPlanNumbers) {
    if (!text.empty()) text += ' ';
    text += std::string(number.word) + "=" + std::to_string(plan.*number.member);
  }
  return text;
}

Result<DeskPlan> parse_plan(const std::string& text, const DeskPlan& others) {
  DeskPlan plan = others;
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    const size_t equals = word.find('=');
    const PlanNumber* found = nullptr;
    for (const PlanNumber& number : kPlanNumbers)
      if (word.substr(0, equals) == number.word) found = &number;
    int count = 0;
    const char* end = word.data() + word.size();
    const bool has_number = found && equals != std::string::npos && equals + 1 < word.size();
    const auto read = has_number ? std::from_chars(word.data() + equals + 1, end, count) : std::from_chars_result{};
    if (read.ptr == end && read.ec == std::errc::result_out_of_range)
      return Error{"desk plan: " + word + " is outside " + std::to_string(found->min) + "..." +
                   std::to_string(found->max)};
    if (read.ptr != end)
      return Error{"desk plan: \"" + word + "\" is not one of channels=N aux=N groups=N matrices=N dcas=N"};
    plan.*found->member = count;
  }
  return checked_plan(plan);
}

}  // namespace headroom
