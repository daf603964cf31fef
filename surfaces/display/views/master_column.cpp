#include "surfaces/display/views/master_column.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "console/curve.h"
#include "surfaces/display/model/lanes_in_use.h"
#include "surfaces/display/model/tap_scales.h"
#include "surfaces/display/views/loudness_panel.h"
#include "surfaces/display/views/monitor_block.h"
#include "surfaces/display/views/strip.h"
#include "surfaces/display/widgets/angle_plot.h"
#include "surfaces/display/widgets/bars.h"
#include "surfaces/display/widgets/button.h"
#include "surfaces/display/widgets/fader.h"
#include "surfaces/display/widgets/field_plot.h"
#include "surfaces/display/widgets/level_meter.h"
#include "surfaces/display/widgets/scale_bar.h"
#include "surfaces/display/widgets/surround_plot.h"

namespace headroom::display {
namespace {

constexpr float kFieldHeading = 24, kAngles = 48, kScaleRow = 24;
constexpr float kLeastLevels = 224, kLeastSurroundLevels = 260, kGoodLevels = 360;  // names of many lanes stand upright
constexpr float kNarrowLevels = 272;                                                // of the column
constexpr float kLeastField = 160, kGoodField = 216;

// The main's name leads to it, as a strip's does, where hands can hit it.
void show_name(Frame& frame, Rect heading, StripIndex main) {
  const bool is_large = heading.h >= frame.fingers.target;
  const Touch pointer = is_large ? touch(frame.canvas, heading, {"main name", main}) : Touch{};
  if (pointer.pressed) frame.edits.set(frame.id(frame.desk.desk(), Param::selected), main);
  if (pointer.double_clicked) open_entry(frame, frame.id(main, Param::name), heading);
  frame.canvas.text(heading, frame.desk.show().strip_name(main), {Face::semi15, theme::kTextHigh, theme::kPanel});
}

// What the main's levels are read on.
struct LevelView {
  LevelKind kind = LevelKind::sample_peak;  // the one that can be shown
  int tap = -1;                             // that reads them; -1: the strip's own meters do
  TapScales scales;
};

// Other scales than sample peak need a tap that hears the main.
LevelView level_view(const Frame& frame) {
  const int tap = frame.desk.tap_hearing(frame.desk.main());
  if (tap < 0 || !frame.desk.tap(tap).has_reading() || frame.open.main_scale == LevelKind::sample_peak) return {};
  return {frame.open.main_scale, tap, scales_of(frame.desk, tap)};
}

float highest_of(const Frame& frame, const LevelView& view, StripIndex main) {
  float highest = std::numeric_limits<float>::quiet_NaN();  // of a scale that keeps none
  const std::vector<int> sides = lanes_in_use(frame.desk.show(), main);
  for (size_t lane = 0; lane < sides.size(); ++lane)
    highest = std::fmax(
        highest,
        view.tap < 0
            ? frame.desk.meters().of(main, sides[lane])->level.max_dB
            : reading_on(frame.desk.tap(view.tap).lane(static_cast<int>(lane)), view.kind, view.scales).highest);
  return highest;
}

// The scale, which a click changes, and the highest that was read on it.
void show_scale(Frame& frame, Rect row, const LevelView& view, StripIndex main) {
  const MeterScale& scale = scale_of(view.kind, view.scales.ppm, view.scales.k);
  const Touch pointer = button(frame, row.take_left(112).middle(112, frame.fingers.size(20)), {"main scale", 0},
                               scale.name, {Face::semi11, theme::kRaised, theme::kTextHigh});
  const int step = pointer.right_clicked ? kLevelKinds - 1 : pointer.pressed ? 1 : 0;
  frame.open.main_scale = static_cast<LevelKind>((static_cast<int>(frame.open.main_scale) + step) % kLevelKinds);
  const float highest = highest_of(frame, view, main);
  const Color color = highest >= scale.zones.back().from ? theme::kFailure : Color(theme::kTextHigh);
  const Rect digits = row.take_right(48);
  frame.canvas.text(digits, level_text(highest), {Face::mono13, color, theme::kPanel, Align::right});
  frame.canvas.text(row, std::string("max ") + scale.unit,
                    {Face::sans11, theme::kTextMid, theme::kPanel, Align::right});
}

// How many the desk has counted, where a tap hears the main: looks of a screen are no count.
std::string over_words(const Frame& frame, StripIndex main) {
  const int tap = frame.desk.tap_hearing(main);
  const int64_t overs = tap >= 0 && frame.desk.tap(tap).has_reading() ? frame.desk.tap(tap).overs() : 0;
  return overs > 0 ? "OVR " + std::to_string(overs) : "OVR";
}

void show_levels(Frame& frame, Rect rect, StripIndex main) {
  Canvas& canvas = frame.canvas;
  Rect area = rect;
  const LevelView view = level_view(frame);
  const Fingers& fingers = frame.fingers;
  show_scale(frame, area.take_top(fingers.size(kScaleRow)), view, main);
  area.take_top(fingers.space(4));
  const std::vector<int> sides = lanes_in_use(frame.desk.show(), main);
  const int lanes = static_cast<int>(sides.size());
  const bool is_surround = lanes > 2, is_narrow = rect.w < kNarrowLevels;
  // Where names are wider than their bars they stand in two rows, turn about.
  constexpr int kMostInARow = 8;
  constexpr float kUpwardFoot = 28;
  const int foot_rows = lanes > kMostInARow ? 2 : 1;
  const Rect feet = area.take_bottom(is_surround ? kUpwardFoot * static_cast<float>(foot_rows) : 20);
  // All loudspeakers beside the fader in a narrow column: everything moves closer, and for a finger the scale's numbers
  // go.
  const bool is_tight = is_surround && is_narrow, has_numbers = !(fingers.any() && is_tight);
  const Rect numbers = area.take_left(!has_numbers ? 0 : is_tight ? 28 : 32);
  area.take_left(!has_numbers ? 0 : is_tight ? 4 : 6);
  constexpr float kAllBars = 84, kAllBarsNarrow = 72, kStereo = 52, kStereoNarrow = 36;
  const Rect bars = area.take_left(is_tight      ? kAllBarsNarrow
                                   : is_surround ? kAllBars
                                   : is_narrow   ? kStereoNarrow
                                                 : kStereo);
  for (int lane = 0; lane < lanes; ++lane) {
    const int side = sides[static_cast<size_t>(lane)];
    const Rect bar = bars.column(lane, lanes, is_surround ? 1.0f : 4.0f), row = feet.row(lane % foot_rows, foot_rows);
    const Rect foot = Rect{bar.x, row.y, bar.w, row.h}.middle(std::max(bar.w, 12.0f), row.h);
    if (view.tap < 0)
      level_bar(canvas, bar, frame.desk.meters().of(main, side)->level, MeterBody::peak_and_rms);
    else
      scale_bar(canvas, bar, scale_of(view.kind, view.scales.ppm, view.scales.k),
                reading_on(frame.desk.tap(view.tap).lane(lane), view.kind, view.scales));
    const TextStyle label{Face::semi11, theme::kTextMid, theme::kPanel, Align::center};
    if (is_surround)
      canvas.upward_text(foot.inset(0, 2), side_label(side), label);
    else
      canvas.text(foot, side_label(side), label);
  }
  if (has_numbers)
    scale_numbers(canvas, numbers, bars, scale_of(view.kind, view.scales.ppm, view.scales.k), theme::kPanel);
  area.take_left(is_tight && !fingers.any() ? 4 : 10);
  const Rect reduction = area.take_left(10);
  const LaneMeters* meters = frame.desk.meters().of(main);
  reduction_bar(canvas, reduction, meters && frame.desk.is_on(main, Param::comp_on) ? meters->compressor.gain_dB : 0,
                false);
  canvas.text({reduction.x - 6, feet.y, reduction.w + 12, feet.h}, "GR",
              {Face::semi11, theme::kReduction, theme::kPanel, Align::center});
  canvas.note_sign("main level");
  // A finger takes the numbers along, for the bars alone are narrow.
  const Touch pointer = touch(canvas, fingers.any() ? Rect{numbers.x, bars.y, bars.right() - numbers.x, bars.h} : bars,
                              {"main meters", main});
  if (pointer.pressed) pointer.alt ? frame.desk.meters().clear_all() : frame.desk.meters().clear(main);

  area.take_left(is_tight || fingers.any() ? 4 : 16);
  Rect buttons = area.take_right(fingers.urgent_size(is_narrow || is_surround ? 56 : 80));
  area.take_right(fingers.space(is_tight ? 2 : 12));
  const ControlId control = frame.id(main, Param::fader);
  fader(frame, {area.x, area.y, area.w, area.h}, {"main fader", main}, control,
        {.scale_width = area.w - metrics::kFaderLane - 8, .cap_width = 44, .on = theme::kPanel});

  mute_button(frame, buttons.take_top(fingers.urgent_size(44)), {"main mute", main}, main, is_narrow);
  buttons.take_top(fingers.space(metrics::kPadding));
  const bool is_selected = frame.desk.selected() == main;
  if (button(frame, buttons.take_top(fingers.size(36)), {"main select", main}, "SELECT",
             is_selected ? lit(theme::kAccent, theme::kInk, Face::semi11) : unlit(Face::semi11))
          .pressed)
    frame.edits.set(frame.id(frame.desk.desk(), Param::selected), main);
  buttons.take_top(std::max(fingers.gap, fingers.any() ? 0.0f : 16.0f));
  value_field(frame, buttons.take_top(fingers.size(24)), {"main value", main}, control,
              {Face::mono13, theme::kTextHigh, theme::kPanel, Align::center});
  buttons.take_top(fingers.space(metrics::kPadding));
  if (frame.desk.has(main, Param::pan) && buttons.h >= fingers.target)
    pan_bar(frame, buttons.take_top(fingers.size(24)), {"main balance", main}, main);
  if (frame.desk.meters().was_full(main) && buttons.h >= fingers.target + fingers.gap) {
    const Rect chip = buttons.take_bottom(fingers.size(28));
    if (button(frame, chip, {"main over", main}, over_words(frame, main), lit(theme::kFailure, theme::kInk)).pressed)
      frame.desk.meters().clear(main);
  }
}

// The field of the main, as many loudspeakers as it has.
void show_field(Frame& frame, Rect heading, Rect rect, int tap) {
  const bool is_surround = tap >= 0 && frame.desk.tap(tap).aim().layout > SpeakerLayout::stereo;
  if (button(frame, heading.take_right(64).middle(64, frame.fingers.size(20)), {"open field", 0}, "FIELD",
             unlit(Face::semi11))
          .pressed)
    turn_to(frame.open, Page::field);
  title(frame, heading, is_surround ? "SURROUND FIELD" : "STEREO FIELD");
  if (tap < 0) return;
  if (is_surround)
    surround_plot(frame, rect, tap);
  else
    field_plot(frame, rect);
}

// The main's name, and its loudness, which needs a tap that hears it; without one the first is offered.
void show_loudness(Frame& frame, Rect rect, int tap, StripIndex main, bool has_buttons) {
  Rect heading = rect.take_top(has_buttons ? frame.fingers.size(kLoudnessHeading) : kLoudnessHeading);
  rect.take_top(frame.fingers.any() && has_buttons ? metrics::kGap : 0);
  if (tap >= 0 && has_buttons) show_loudness_buttons(frame, heading, tap);
  show_name(frame, heading, main);
  if (tap >= 0) return show_loudness_panel(frame, rect, tap);
  const ControlId source = frame.id(frame.desk.table().strip_of(kMeter, 1), Param::source);
  if (button(frame, rect.take_top(frame.fingers.size(32)).inset(0, frame.fingers.any() ? 2.0f : 0.0f),
             {"meter the main", 0}, "Meter 1 hears the main", unlit(Face::semi11))
          .pressed)
    frame.edits.set(source, main);
}

// How the column's height is shared: what is missed least gives way first.
struct Heights {
  float loudness, levels, field, angles;
  bool has_loudness_buttons = true;  // without them its heading is as low as by mouse
};
float least_loudness(const Fingers& fingers, bool has_buttons = true) {
  return fingers.any() && has_buttons ? fingers.target + fingers.gap + kLoudnessLeast
                                      : kLoudnessHeading + kLoudnessLeast;
}
// Under fingers the buttons beside the fader decide: mute, select, and the value.
float least_levels(const Fingers& fingers, bool is_surround) {
  constexpr float kFeet = 20, kSurroundFeet = 56;
  const float beside = 3 * (fingers.target + fingers.gap) + fingers.urgent + (is_surround ? kSurroundFeet : kFeet);
  return std::max(is_surround ? kLeastSurroundLevels : kLeastLevels, fingers.any() ? beside : 0.0f);
}
Heights share_out(const Fingers& fingers, float height, bool is_surround, bool with_field) {
  Heights heights{least_loudness(fingers), least_levels(fingers, is_surround), 0, 0};
  const float field_heading = fingers.row(kFieldHeading);
  float spare = height - heights.loudness - heights.levels - 2 * metrics::kPadding;
  if (spare < 0) {  // they are found on the field page, too
    heights.has_loudness_buttons = false;
    spare += heights.loudness - least_loudness(fingers, false);
    heights.loudness = least_loudness(fingers, false);
  }
  const auto fits = [&](float wanted) { return spare >= wanted ? (spare -= wanted, wanted) : 0.0f; };
  // Fingers want a long fader before they want a picture.
  if (fingers.any()) heights.levels += fits(std::clamp(kGoodLevels - heights.levels, 0.0f, spare));
  if (with_field) heights.field = fits(field_heading + kLeastField + metrics::kPadding);
  heights.loudness += fits(kLoudnessNumbers);
  heights.loudness += fits(kLoudnessScale);
  heights.loudness += fits(kLoudnessHistory);
  if (heights.field > 0) {
    heights.field += fits(std::min(spare, kGoodField - kLeastField));
    heights.angles = fits(kAngles);
    heights.field += fits(std::min(spare, metrics::kFieldSize - kGoodField));
  }
  heights.levels += spare;
  return heights;
}

}  // namespace

void show_master_column(Frame& frame, Rect rect) {
  frame.canvas.fill(rect, theme::kPanel);
  frame.canvas.vertical_line(rect.x, rect.y, rect.bottom(), theme::kLine);
  const StripIndex main = frame.desk.main();
  frame.canvas.fill({rect.x + 1, rect.y, rect.w - 1, metrics::kColorEdge}, strip_color(frame, main));
  Rect column = rect.inset(16, 12);
  if (rect.w < metrics::kMaster) column = rect.inset(8, 12);
  const Fingers& fingers = frame.fingers;
  const bool is_surround = main_layout(frame.desk.show()) > SpeakerLayout::stereo;
  const float levels =
      fingers.any() ? std::max(kGoodLevels, least_levels(fingers, is_surround)) : least_levels(fingers, is_surround);
  const float least = least_loudness(fingers) + levels + 2 * metrics::kPadding;
  show_monitor_block(frame, column.take_bottom(monitor_block_height(fingers, column.h - least)));

  const int tap = frame.desk.tap_hearing(frame.desk.main());
  // The field page shows it large, of whichever tap.
  const Heights heights = share_out(fingers, column.h, is_surround, frame.open.page != Page::field);
  show_loudness(frame, column.take_top(heights.loudness), tap, main, heights.has_loudness_buttons);
  column.take_top(metrics::kPadding);
  show_levels(frame, column.take_top(heights.levels), main);
  if (heights.field <= 0) return;
  column.take_top(metrics::kPadding);
  // The field is wider than the column's text.
  const float side = std::min(metrics::kFieldSize, rect.w - 16);
  const auto wide = [&](Rect place) { return Rect{rect.x + (rect.w - side) / 2, place.y, side, place.h}; };
  const Rect heading = column.take_top(fingers.row(kFieldHeading));
  show_field(frame, heading, wide(column.take_top(heights.field - heading.h - metrics::kPadding)), tap);
  if (heights.angles <= 0 || tap < 0) return;
  column.take_top(4);
  angle_plot(frame, wide(column.take_top(heights.angles - 4)));
}

}  // namespace headroom::display
