#include "surfaces/display/views/desk_size.h"

#include <iterator>
#include <string>

#include "surfaces/display/widgets/hold_button.h"
#include "surfaces/display/widgets/stepper.h"

namespace headroom::display {
namespace {

constexpr float kName = 136;
constexpr int kChannelsAtOnce = 8;  // as boards and stage boxes come

}  // namespace

float desk_size_height(const Frame& frame) {
  return 2 * metrics::kTitle + metrics::kPadding +
         static_cast<float>(std::size(kPlanNumbers)) * frame.fingers.row(metrics::kStepperRow) +
         frame.fingers.size(metrics::kLargeButton);
}

void show_desk_size(Frame& frame, Rect rect) {
  std::optional<DeskPlan>& draft = frame.open.setup.plan_draft;
  const DeskPlan& plan = frame.desk.table().plan();
  DeskPlan wanted = draft.value_or(plan);
  title(frame, rect.take_top(metrics::kTitle), "STRIPS OF THIS DESK");
  for (uint32_t i = 0; i < std::size(kPlanNumbers); ++i) {
    const PlanNumber& number = kPlanNumbers[i];
    const Rect whole = rect.take_top(frame.fingers.row(metrics::kStepperRow));
    Rect row = frame.fingers.any() ? frame.fingers.inside(whole) : whole.inset(0, 2);
    frame.canvas.text(row.take_left(kName), number.name, {Face::sans13, theme::kTextMid, theme::kPanel});
    int& count = wanted.*number.member;
    stepper(frame, row, {"desk size", i}, count == 0 ? "none" : std::to_string(count), count, number.min, number.max,
            number.member == &DeskPlan::channels ? kChannelsAtOnce : 1);
  }
  if (wanted == plan)
    draft.reset();
  else
    draft = wanted;
  const DeskStatus& status = frame.desk.status();
  frame.canvas.text(
      rect.take_top(metrics::kTitle),
      "device: " + std::to_string(status.device_inputs) + " in, " + std::to_string(status.device_outputs) + " out",
      {Face::sans13, theme::kTextMid, theme::kPanel});
  rect.take_top(metrics::kPadding);
  const Rect use = rect.take_top(frame.fingers.size(metrics::kLargeButton));
  if (!draft) {
    button(frame, use, {"use size", 0}, "In use", {Face::semi13, theme::kRaised, theme::kTextMid});
    return;
  }
  if (!hold_button(frame, use, {"use size", 1}, "Hold: the desk starts anew, as it is", lit(theme::kAccent))) return;
  SetupRequest request;
  request.kind = SetupRequest::Kind::use_plan;
  request.plan = wanted;
  if (frame.edits.request(request)) draft.reset();
}

}  // namespace headroom::display
