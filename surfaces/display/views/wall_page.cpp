#include "surfaces/display/views/wall_page.h"

#include <algorithm>

#include "surfaces/display/model/tap_scales.h"
#include "surfaces/display/views/field_page.h"
#include "surfaces/display/views/levels_panel.h"
#include "surfaces/display/views/loudness_panel.h"
#include "surfaces/display/views/monitor_block.h"
#include "surfaces/display/views/strip.h"
#include "surfaces/display/widgets/button.h"

namespace headroom::display {
namespace {

constexpr float kButton = 112, kButton_high = 32, kTalk = 64, kGap = 20, kLevels = 0.44f;
constexpr float kNowUpright = 0.58f, kNowAcross = 0.6f;  // the share of what is now; the rest is what was

// Whose levels these are, the loudness meter's buttons, talk, which never leaves the screen, and the way back to the
// strips.
void show_heading(Frame& frame, Rect rect, StripIndex main, int tap) {
  const float width = frame.fingers.size(kButton), high = frame.fingers.size(kButton_high);
  if (button(frame, rect.take_right(width).middle(width, high), {"leave wall", 0}, "All strips", unlit()).pressed)
    turn_to(frame.open, Page::meters);
  rect.take_right(frame.fingers.space(metrics::kPadding));
  const float talk = frame.fingers.urgent_size(kTalk);
  show_talk(frame, rect.take_right(talk).middle(talk, frame.fingers.urgent_size(kButton_high)));
  rect.take_right(frame.fingers.space(16));
  if (tap >= 0) show_loudness_buttons(frame, rect, tap);
  frame.canvas.text(rect, frame.desk.show().strip_name(main), {Face::semi22, theme::kTextHigh, theme::kPanel});
}

void show_offer(Frame& frame, Rect rect, StripIndex main) {
  const ControlId source = frame.id(frame.desk.table().strip_of(kMeter, 1), Param::source);
  Rect place = rect.middle(std::min(rect.w, 320.0f), 2 * frame.fingers.row(kButton_high));
  frame.canvas.text(place.take_top(24), "No meter hears the main yet.",
                    {Face::sans13, theme::kTextMid, theme::kPanel, Align::center});
  if (button(frame, place.take_top(frame.fingers.size(kButton_high)), {"meter the main", 1}, "Meter 1 hears the main",
             lit(theme::kAccent))
          .pressed)
    frame.edits.set(source, main);
}

}  // namespace

void show_wall_page(Frame& frame, Rect rect) {
  const StripIndex main = frame.desk.main();
  const int tap = frame.desk.tap_hearing(main);
  frame.canvas.fill(rect, theme::kPanel);
  frame.canvas.fill(rect.take_top(metrics::kColorEdge), strip_color(frame, main));
  Rect area = rect.inset(16, 8);
  show_heading(frame, area.take_top(std::max(metrics::kPageHeading, frame.fingers.urgent + frame.fingers.gap)), main,
               tap);
  area.take_top(frame.fingers.gap / 2);
  if (tap < 0) return show_offer(frame, area, main);
  const bool is_upright = area.h > area.w;
  Rect now = is_upright ? area.take_top(area.h * kNowUpright) : area.take_left(area.w * kNowAcross);
  is_upright ? area.take_top(kGap) : area.take_left(kGap);
  // Five kinds of level lie side by side.
  const Rect levels = now.take_left(std::max(now.w * kLevels, 5 * (frame.fingers.target + frame.fingers.gap)));
  now.take_left(kGap);
  show_levels_panel(frame, levels, tap);
  show_loudness_panel(frame, now.take_top(std::max(kLoudnessPage, now.h * 0.2f)), tap);
  now.take_top(metrics::kPadding);
  show_field_and_angles(frame, now, tap);
  show_time(frame, area, tap);
}

}  // namespace headroom::display
