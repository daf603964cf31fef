#include "surfaces/display/views/closing_sheet.h"

#include "surfaces/display/model/recording.h"
#include "surfaces/display/views/sheet.h"
#include "surfaces/display/widgets/button.h"
#include "surfaces/display/widgets/record_dot.h"

namespace headroom::display {

void show_closing_sheet(Frame& frame, Rect page) {
  constexpr float kWidth = 440, kEdge = 24, kLine = 24, kKey = 40;
  const Fingers fingers = frame.fingers;
  const float key = fingers.size(kKey);
  const Rect rect = page.middle(kWidth, 2 * kEdge + 2 * kLine + 24 + key);
  const bool is_stopping = frame.open.closing->is_stopping;
  sheet(frame, "closing", rect, theme::kRecord, [&](Frame& above) {
    Rect inner = rect.inset(kEdge);
    Rect first = inner.take_top(kLine + 4);
    record_dot(above.canvas, first.take_left(24).center(), 7, true);
    above.canvas.text(first, "Recording since " + taken_text(above.desk),
                      {Face::semi18, theme::kTextHigh, theme::kPanel});
    above.canvas.text(
        inner.take_top(kLine),
        is_stopping ? "The take is brought to its end." : "Closing the last window ends the desk and the take.",
        {Face::sans13, theme::kTextMid, theme::kPanel});
    const Rect keys = inner.take_bottom(key);
    const float gap = fingers.space(metrics::kPadding);
    if (!is_stopping &&
        button(above, keys.column(0, 2, gap), {"stop and close", 0}, "Stop and close", lit(theme::kRecord)).pressed) {
      above.edits.set(above.id(above.desk.desk(), Param::record), 0);
      above.open.closing->is_stopping = true;
    }
    if (button(above, keys.column(1, 2, gap), {"keep open", 0}, "Keep open (Esc)",
               {Face::semi13, theme::kRaised, theme::kTextHigh})
            .pressed)
      above.open.closing.reset();
  });
  // The file is whole before the desk ends.
  if (is_stopping && !frame.desk.recording().is_recording) frame.open.wants_to_close = true;
}

}  // namespace headroom::display
