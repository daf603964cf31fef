#include "surfaces/display/views/setup_sheet.h"

#include <algorithm>

#include "surfaces/display/views/machine_choice.h"
#include "surfaces/display/views/sheet.h"
#include "surfaces/display/widgets/button.h"

namespace headroom::display {

void show_setup_sheet(Frame& frame, Rect page) {
  page.take_top(metrics::kTopBar);
  const Rect rect = page.middle(560, std::min(machine_choice_height(frame) + 148, page.h - 8));
  const bool is_demo = frame.desk.status().demo;
  sheet(frame, "setup sheet", rect, theme::kAccent, [&](Frame& above) {
    Rect inner = rect.inset(32, 16);
    above.canvas.text(inner.take_top(32), "What does this desk run on?", {Face::semi18, theme::kTextHigh, theme::kPanel});
    above.canvas.text(inner.take_top(24), is_demo ? "A demo band plays until you choose. Later this is found on the Setup page."
                                                  : "The best of what there is has been chosen. Later this is found on the Setup page.",
                      {Face::sans13, theme::kTextMid, theme::kPanel});
    inner.take_top(8);
    if (button(above, inner.take_bottom(36), {"put setup aside", 0}, is_demo ? "Not now: play with the demo (Esc)" : "Not now (Esc)", unlit()).pressed)
      above.open.setup.is_put_aside = true;
    // What comes next is there: the round trip measured, outputs tried, inputs named, a show to begin with.
    if (show_machine_choice(above, inner)) above.open.page = Page::setup;
  });
}

}  // namespace headroom::display
