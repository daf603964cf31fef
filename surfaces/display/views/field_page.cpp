#include "surfaces/display/views/field_page.h"

#include <algorithm>
#include <string>

#include "surfaces/display/model/tap_scales.h"
#include "surfaces/display/views/levels_panel.h"
#include "surfaces/display/views/loudness_panel.h"
#include "surfaces/display/views/sound_level_panel.h"
#include "surfaces/display/views/spectrum_panel.h"
#include "surfaces/display/widgets/angle_plot.h"
#include "surfaces/display/widgets/button.h"
#include "surfaces/display/widgets/control_cell.h"
#include "surfaces/display/widgets/field_plot.h"
#include "surfaces/display/widgets/loudness_plot.h"
#include "surfaces/display/widgets/surround_plot.h"

namespace headroom::display {
namespace {

constexpr float kGap = 20, kPanelGap = 8;
constexpr float kNumbersColumn = 300, kHears = 120, kWidestField = 560,
                kWhole = 1200;         // from this width all stands on one page
constexpr float kWholeUpright = 1400;  // or from this height
constexpr int kHistory_s = 600;

// Which tap, and what it hears.
void show_heading(Frame& frame, Rect rect, int& tap, bool is_whole) {
  const Fingers& fingers = frame.fingers;
  const float high = fingers.size(28), gap = fingers.space(metrics::kGap);
  // Fingers need the title's room; the rail says where we are.
  if (!fingers.any()) frame.canvas.text(rect.take_left(88), "Field", {Face::semi22, theme::kTextHigh, theme::kPanel});
  const float tap_width = is_whole || !fingers.any()
                              ? 120.0f
                              : std::min(120.0f, (rect.w - 2 * kHears - 3 * fingers.target) / kMeterTaps - gap);
  for (int i = 0; i < kMeterTaps; ++i) {
    const TapReadings& meters = frame.desk.tap(i);
    const std::string name =
        meters.hears_anything() ? frame.desk.show().strip_name(static_cast<StripIndex>(meters.aim().strip)) : "none";
    const ButtonLook look = i == tap ? lit(theme::kAccent, theme::kInk, Face::semi11) : unlit(Face::semi11);
    if (button(frame, rect.take_left(tap_width).middle(tap_width, high), {"meter tap", static_cast<uint32_t>(i)},
               std::to_string(i + 1) + " · " + name, look)
            .pressed)
      tap = i;
    rect.take_left(gap);
  }
  rect.take_left(fingers.any() ? 0 : metrics::kPadding);
  const StripIndex meter = frame.desk.table().strip_of(kMeter, tap + 1);
  frame.canvas.text(rect.take_left(40), "hears", {Face::sans13, theme::kTextMid, theme::kPanel});
  control_value(frame, rect.take_left(kHears).middle(kHears, high), frame.id(meter, Param::source));
  if (!is_whole) page_buttons(frame, rect, {"field page", 0}, 2, frame.open.field.page);
}

void show_loudness_and_levels(Frame& frame, Rect rect, int tap) {
  Rect heading = rect.take_top(frame.fingers.size(kLoudnessHeading));
  rect.take_top(frame.fingers.gap);
  show_loudness_buttons(frame, heading, tap);
  control_value(frame, heading.take_right(60).middle(60, frame.fingers.size(24)),
                frame.id(frame.desk.table().strip_of(kMeter, tap + 1), Param::meter_scale));
  if (!frame.fingers.any()) title(frame, heading, "LOUDNESS");
  show_loudness_panel(frame, rect.take_top(kLoudnessPage), tap);
  rect.take_top(kPanelGap);
  title(frame, rect.take_top(metrics::kTitle), "LEVELS");
  show_levels_panel(frame, rect, tap);
}

// On a screen that stands upright all of it is in sight too: what is now above, what was below.
void show_upright(Frame& frame, Rect area, int tap) {
  Rect now = area.take_top(area.h * 0.56f);
  area.take_top(kGap);
  Rect numbers = now.take_right(kNumbersColumn);
  now.take_right(kGap);
  show_sound_level_panel(frame, numbers.take_bottom(kSoundLevelPanel));
  numbers.take_bottom(kPanelGap);
  show_loudness_and_levels(frame, numbers, tap);
  show_field_and_angles(frame, now, tap);
  show_time(frame, area, tap);
}

}  // namespace

void show_field_and_angles(Frame& frame, Rect rect, int tap) {
  const bool is_surround = frame.desk.tap(tap).aim().layout > SpeakerLayout::stereo;
  Rect angles = rect.take_bottom(std::clamp(rect.h - rect.w - metrics::kTitle - kPanelGap, 96.0f, rect.h * 0.3f));
  rect.take_bottom(kPanelGap);
  title(frame, rect.take_top(metrics::kTitle), is_surround ? "SURROUND FIELD" : "STEREO FIELD");
  if (is_surround)
    surround_plot(frame, rect, tap);
  else
    field_plot(frame, rect);
  title(frame, angles.take_top(metrics::kTitle), "ANGLE · 30 S");
  angle_plot(frame, angles);
}

void show_time(Frame& frame, Rect rect, int tap) {
  Rect history = rect.take_bottom(std::clamp(rect.h * 0.2f, 108.0f, 200.0f));
  rect.take_bottom(kPanelGap);
  Rect spectrogram = rect.take_bottom(std::clamp(rect.h * 0.38f, 120.0f, 300.0f));
  rect.take_bottom(kPanelGap);
  show_spectrum_panel(frame, rect, tap);
  show_spectrogram_panel(frame, spectrogram);
  title(frame, history.take_top(metrics::kTitle), "LOUDNESS · 10 MIN");
  loudness_history(frame, history, scales_of(frame.desk, tap), frame.desk.tap(tap).history(), kHistory_s, true);
}

void show_field_page(Frame& frame, Rect rect) {
  frame.canvas.fill(rect, theme::kPanel);
  Rect area = rect.inset(12, 8);
  int& tap = frame.open.field.tap;
  const bool is_upright = area.w < kWhole && area.h >= kWholeUpright && !frame.fingers.any();
  const bool is_whole = (area.w >= kWhole && !frame.fingers.any()) || is_upright;
  show_heading(frame, area.take_top(frame.fingers.row(metrics::kPageHeading)), tap, is_whole);
  area.take_top(frame.fingers.gap / 2);
  if (is_upright) return show_upright(frame, area, tap);
  const bool is_second = !is_whole && frame.open.field.page == 1;
  // Five kinds of level lie side by side.
  Rect numbers = area.take_right(std::max(kNumbersColumn, 5 * (frame.fingers.target + frame.fingers.gap)));
  area.take_right(kGap);
  if (is_whole || is_second) {
    show_sound_level_panel(frame, is_whole ? numbers.take_bottom(kSoundLevelPanel) : numbers);
    numbers.take_bottom(kPanelGap);
  }
  if (!is_second) show_loudness_and_levels(frame, numbers, tap);
  if (is_whole || !is_second) {
    show_field_and_angles(frame, is_whole ? area.take_left(std::min(kWidestField, area.w / 2)) : area, tap);
    area.take_left(kGap);
  }
  if (is_whole || is_second) show_time(frame, area, tap);
}

}  // namespace headroom::display
