#include "surfaces/display/views/setup_sheet.h"

#include <algorithm>

#include "surfaces/display/views/machine_choice.h"
#include "surfaces/display/views/sheet.h"
#include "surfaces/display/views/top_bar.h"
#include "surfaces/display/widgets/button.h"

namespace headroom::display {

void show_setup_sheet(Frame& frame, Rect page) {
  const Fingers& fingers = frame.fingers;
  page.take_top(top_bar_height(page.w, fingers));
  constexpr float kWidth = 560, kFingers = 920, kEdge = 32;
  const float width = fingers.any() ? std::min(kFingers, page.w - 16) : kWidth;
  const float height = machine_choice_height(frame, width - 2 * kEdge) + 148 + fingers.row(36) - 36;
  const Rect rect = page.middle(width, std::min(height, page.h - 8));
  const bool is_demo = frame.desk.status().demo;
  sheet(frame, "setup sheet", rect, theme::kAccent, [&](Frame& above) {
    Rect inner = rect.inset(kEdge, 16);
    above.canvas.text(inner.take_top(32), "What does this desk run on?",
                      {Face::semi18, theme::kTextHigh, theme::kPanel});
    above.canvas.text(inner.take_top(24),
                      is_demo ? "A demo band plays until you choose. Later this is found on the Setup page."
                              : "The best of what there is has been chosen. Later this is found on the Setup page.",
                      {Face::sans13, theme::kTextMid, theme::kPanel});
    inner.take_top(8);
    if (button(above, inner.take_bottom(fingers.size(36)), {"put setup aside", 0},
               is_demo ? "Not now: play with the demo (Esc)" : "Not now (Esc)", unlit())
            .pressed)
      above.open.setup.is_put_aside = true;
    inner.take_bottom(fingers.gap);
    // What comes next is there: the round trip measured, outputs tried, inputs named, a show to begin with.
    if (show_machine_choice(above, inner)) above.open.page = Page::setup;
  });
}

}  // namespace headroom::display
