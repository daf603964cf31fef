#include "surfaces/display/widgets/correlation_bar.h"

#include <algorithm>
#include <cmath>

namespace headroom::display {
namespace {

constexpr float kNumber = 16, kBar = 10;
constexpr float kBalanceRange_dB = 6;

}  // namespace

void correlation_bar(Frame& frame, Rect rect, const PhaseReading& phase) {
  Canvas canvas = frame.canvas.in_well();
  const TextStyle number{Face::mono11, theme::kTextMid, theme::kWell, Align::center};
  canvas.text(rect.take_top(kNumber), "+1", number);
  canvas.text(rect.take_bottom(kNumber), "-1", number);
  const Rect bar = rect.middle(kBar, rect.h - 4);
  const float middle = bar.center().y;
  canvas.fill(bar, theme::kStrip);
  canvas.hatch({bar.x, middle, bar.w, bar.h / 2}, theme::kLine);
  canvas.horizontal_line(bar.x, bar.right(), middle, theme::kTextMid);
  const auto y_of = [&](float correlation) { return middle - std::clamp(correlation, -1.0f, 1.0f) * bar.h / 2; };
  if (!std::isnan(phase.correlation_slow)) {
    const float slow = y_of(phase.correlation_slow);
    const Color color = phase.correlation_slow < 0 ? theme::kFailure : Color(canvas.palette().loudness);
    canvas.fill({bar.x + 2, std::min(slow, middle), bar.w - 4, std::abs(slow - middle)}, with_alpha(color, 0.55f));
    canvas.fill({bar.x, slow - 2, bar.w, 4}, color);
  }
  if (std::isnan(phase.correlation_fast)) return;
  canvas.fill({bar.x - 3, y_of(phase.correlation_fast) - 1, bar.w + 6, 2}, theme::kWhite);
}

void balance_bar(Frame& frame, Rect rect, const PhaseReading& phase) {
  Canvas canvas = frame.canvas.in_well();
  canvas.fill(rect, theme::kStrip);
  const float middle = rect.center().x;
  for (const float share : {0.25f, 0.5f, 0.75f})
    canvas.vertical_line(rect.x + rect.w * share, rect.y, rect.bottom(),
                         share == 0.5f ? theme::kTextMid : theme::kLine);
  if (std::isnan(phase.balance_dB)) return;
  const float place = middle + std::clamp(phase.balance_dB / kBalanceRange_dB, -1.0f, 1.0f) * (rect.w / 2 - 2);
  canvas.fill({std::min(middle, place), rect.y + 2, std::abs(place - middle), rect.h - 4},
              with_alpha(canvas.palette().loudness, 0.55f));
  canvas.fill({place - 2, rect.y, 4, rect.h}, canvas.palette().loudness);
}

}  // namespace headroom::display
