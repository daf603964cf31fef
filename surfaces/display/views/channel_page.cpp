#include "surfaces/display/views/channel_page.h"

#include <algorithm>

#include "surfaces/display/model/lanes_in_use.h"
#include "surfaces/display/views/section_view.h"
#include "surfaces/display/views/strip.h"
#include "surfaces/display/widgets/button.h"
#include "surfaces/display/widgets/compare_switch.h"
#include "surfaces/display/widgets/compressor_plot.h"
#include "surfaces/display/widgets/eq_plot.h"
#include "surfaces/display/widgets/level_meter.h"
#include "surfaces/display/widgets/strip_name.h"
#include "surfaces/display/widgets/surround_pad.h"

namespace headroom::display {
namespace {

constexpr float kTabs = 40, kName = 44, kTitle = 320, kPlots = 304, kStrip = 112, kGap = 20, kHeading = 24;
constexpr float kLeastEqPlot = 340, kCompressor = 232, kSurround = 272, kReduction = 12;
constexpr float kBothFingers = 720;

// The strips of the open layer, to go from one to the next without leaving the page.
void show_tabs(Frame& frame, Rect rect) {
  frame.canvas.fill(rect, theme::kApp);
  const std::vector<StripIndex>& strips = frame.strips();
  const int count = std::max(static_cast<int>(strips.size()), frame.fingers.any() ? 1 : 12);
  for (int i = 0; i < static_cast<int>(strips.size()); ++i) {
    const StripIndex strip = strips[static_cast<size_t>(i)];
    const bool is_selected = strip == frame.desk.selected();
    const Rect tab = rect.column(i, count, frame.fingers.space(1));
    const Touch pointer = touch(frame.canvas, tab, {"channel tab", strip});
    const Color ground = is_selected ? theme::kSelected : pointer.hovered ? theme::kRaised : theme::kStrip;
    frame.canvas.fill(tab, ground);
    frame.canvas.fill({tab.x, tab.y, tab.w, metrics::kColorEdge}, strip_color(frame, strip));
    frame.canvas.text(tab.inset(4, 0).moved(0, 2), frame.desk.show().strip_name(strip),
                      {Face::sans11, is_selected ? theme::kTextHigh : theme::kTextMid, ground, Align::center});
    if (pointer.pressed) frame.edits.set(frame.id(frame.desk.desk(), Param::selected), strip);
  }
}

// The switch, and in words how much the other memory differs.
void show_compare(Frame& frame, Rect& heading, StripIndex strip) {
  constexpr float kWords = 88;
  compare_switch(frame, heading.take_left(compare_switch_width(frame.fingers)), strip);
  heading.take_left(8);
  const DeskStatus& status = frame.desk.status();
  const int differ = status.compared_strip == strip ? status.compare_differences : 0;
  const Rect words = heading.take_left(kWords);
  if (differ > 0)
    frame.canvas.text(words, std::to_string(differ) + (differ == 1 ? " differs" : " differ"),
                      {Face::sans13, theme::kTextMid, theme::kPanel});
}

void show_equaliser(Frame& frame, Rect rect, StripIndex strip) {
  Rect heading = rect.take_top(frame.fingers.size(kHeading));
  title(frame, heading.take_left(80), "EQUALISER");
  const float width = frame.fingers.size(44);
  analyser_button(frame, heading.take_left(width).middle(width, frame.fingers.size(20)), strip);
  heading.take_left(metrics::kPadding);
  section_line(frame, heading, strip);
  rect.take_top(8);
  eq_plot(frame, rect, strip);
}

void show_compressor(Frame& frame, Rect rect, StripIndex strip) {
  Rect heading = rect.take_top(kHeading);
  title(frame, heading.take_left(144), "COMPRESSOR CURVE");
  const LaneMeters* meters = frame.desk.meters().of(strip);
  const float gain_dB = meters && frame.desk.is_on(strip, Param::comp_on) ? meters->compressor.gain_dB : 0;
  frame.canvas.text(heading, signed_dB(gain_dB), {Face::mono13, theme::kReduction, theme::kPanel, Align::right});
  rect.take_top(8);
  rect.take_bottom(18);
  const Rect bar = rect.take_right(kReduction);
  rect.take_right(8);
  compressor_plot(frame, rect, strip);
  reduction_bar(frame.canvas, bar, gain_dB, false);
}

void show_surround(Frame& frame, Rect rect, StripIndex strip) {
  title(frame, rect.take_top(kHeading), "AMONG THE LOUDSPEAKERS");
  rect.take_top(8);
  rect.take_bottom(18);
  surround_pad(frame, rect, strip);
}

// Curves left, the pad of a strip in surround right, and between them the bands as numbers, as far as there is room.
// The section that was shown is not shown again below.
void show_plots(Frame& frame, Rect rect, StripIndex strip, std::vector<Section>& sections) {
  const auto bands =
      std::find_if(sections.begin(), sections.end(), [](const Section& section) { return section.key == "eq"; });
  const float list = bands == sections.end() ? 0 : section_width(frame, *bands);
  if (is_in_surround(frame.desk.show(), strip)) {
    show_surround(frame, rect.take_right(kSurround), strip);
    rect.take_right(kGap);
  }
  if (rect.w >= kLeastEqPlot + list + kCompressor + 2 * kGap) {
    show_compressor(frame, rect.take_right(kCompressor), strip);
    rect.take_right(kGap);
  }
  if (bands != sections.end() && section_height(frame.fingers, *bands) <= rect.h + kGap &&
      rect.w >= kLeastEqPlot + list + kGap) {
    bands->title = "BANDS";
    show_section(frame, rect.take_right(list), *bands);
    rect.take_right(kGap);
    sections.erase(bands);
  }
  show_equaliser(frame, rect, strip);
}

}  // namespace

void show_channel_page(Frame& frame, Rect rect) {
  const StripIndex strip = frame.desk.selected();
  Canvas& canvas = frame.canvas;
  show_tabs(frame, rect.take_top(frame.fingers.size(kTabs)));
  rect.take_top(frame.fingers.space(1));
  canvas.fill(rect, theme::kPanel);
  const bool has_color = frame.desk.has(strip, Param::color);
  if (has_color) {
    canvas.fill(rect.take_left(metrics::kColorEdge), strip_color(frame, strip));
    if (frame.desk.has(strip, Param::fader))
      show_strip(frame, rect.take_right(std::max(kStrip, frame.fingers.urgent + frame.fingers.gap)), strip);
  }
  Rect area = rect.inset(16, 0);
  Rect heading = area.take_top(frame.fingers.row(kName));
  area.take_top(frame.fingers.gap / 2);
  const std::string place = frame.desk.table().standard_name(strip), name = frame.desk.show().strip_name(strip);
  const std::string words = name == place ? name : place + " · " + name;
  canvas.text(heading.take_left(kTitle), words,
              {face_that_fits(canvas, words, kTitle, {Face::semi22, Face::semi18, Face::semi15, Face::semi13}),
               theme::kTextHigh, theme::kPanel});
  std::vector<Section> sections = sections_of(frame.desk.table(), strip);
  if (frame.desk.has(strip, Param::compare)) {
    show_compare(frame, heading, strip);
    for (Section& section : sections)
      std::erase_if(section.cells,
                    [&](const SectionCell& cell) { return cell.control == frame.id(strip, Param::compare); });
  }
  area.take_bottom(8);
  // Where fingers leave no room for both, the curves have a page of their own before those of the numbers.
  const bool has_plots = frame.desk.has(strip, Param::eq_on),
             has_plot_page = has_plots && frame.fingers.any() && area.h < kBothFingers;
  if (has_plot_page) {
    std::vector<Section> shown_beside = sections;
    if (frame.open.sections_page == 0) show_plots(frame, area, strip, shown_beside);
    return show_sections(frame, area, heading, std::move(sections), 1);
  }
  if (has_plots) {
    show_plots(frame, area.take_top(std::min(kPlots, (area.h + 8) / 2)), strip, sections);
    area.take_top(kGap);
  }
  show_sections(frame, area, heading, std::move(sections));
}

}  // namespace headroom::display
