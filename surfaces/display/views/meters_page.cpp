#include "surfaces/display/views/meters_page.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <span>
#include <string>

#include "console/curve.h"
#include "surfaces/display/model/lanes_in_use.h"
#include "surfaces/display/views/strip.h"
#include "surfaces/display/widgets/bars.h"
#include "surfaces/display/widgets/button.h"
#include "surfaces/display/widgets/level_meter.h"

namespace headroom::display {
namespace {

constexpr float kNumbers = 28, kLeastCell = 56, kLeastHeight = 152, kInputs = 88, kMainAlone = 80;
constexpr float kName = 20, kPeak = 16, kLamps = 16, kReduction = 4, kFaderTick = 8, kWidestBar = 18;
constexpr int kColumns[] = {8, 10, 12, 16, 20, 24, 32, 40};
constexpr size_t kLeastOnWide = 3;  // of kColumns: from 16 on, but where the page stands upright and names want width

struct Bridge {
  int columns, rows;  // of one page
  int on_a_page() const { return columns * rows; }
};

// The fewest columns that show all strips at once; where none do, the most.
Bridge bridge_for(const Fingers& fingers, Rect area, int strips) {
  const int rows = std::max(1, static_cast<int>(area.h / kLeastHeight));
  const auto choices = std::span(kColumns).subspan(area.h > area.w || fingers.any() ? 0 : kLeastOnWide);
  Bridge bridge{choices.front(), rows};
  for (const int columns : choices) {
    if (area.w / static_cast<float>(columns) < fingers.row(kLeastCell)) break;
    bridge.columns = columns;
    if (columns * rows >= strips) break;
  }
  bridge.rows = std::clamp((strips + bridge.columns - 1) / bridge.columns, 1, rows);
  return bridge;
}

// Where the fader stands, on its own law, as a mark beside the level.
void show_fader_tick(Frame& frame, Rect rect, StripIndex strip) {
  const float dB = frame.desk.value(strip, Param::fader);
  const float y = rect.bottom() - rect.h * position_of(frame.desk.table().row(frame.id(strip, Param::fader)), dB);
  frame.canvas.vertical_line(rect.x, rect.y, rect.bottom(), theme::kGrid);
  frame.canvas.triangle({rect.x, y}, {rect.right(), y - 4}, {rect.right(), y + 4}, theme::kTextMid);
}

void show_levels(Frame& frame, Rect rect, StripIndex strip) {
  const StripMeters& meters = frame.desk.meters();
  const std::vector<int> sides = lanes_in_use(frame.desk.show(), strip);
  const int lanes = static_cast<int>(sides.size());
  const Rect bars = rect.middle(std::min(rect.w, kWidestBar * static_cast<float>(lanes)), rect.h);
  for (int lane = 0; lane < lanes; ++lane)
    level_bar(frame.canvas, bars.column(lane, lanes, metrics::kMeterGap),
              meters.of(strip, sides[static_cast<size_t>(lane)])->level, MeterBody::peak_and_rms);
  meter_ticks(frame.canvas, bars);
}

void show_lamps(Frame& frame, Rect rect, StripIndex strip) {
  gate_lamp(frame.canvas, rect.take_left(10).middle(10, 10), gate_state(frame.desk, strip));
  const bool is_soloed = frame.desk.has(strip, Param::solo) && frame.desk.is_on(strip, Param::solo);
  const auto chip = [&](const char* letter, Color fill, Color ink) {
    const Rect place = rect.take_right(14).middle(14, 14);
    frame.canvas.fill(place, fill, 2);
    frame.canvas.text(place, letter, {Face::semi11, ink, fill, Align::center});
    rect.take_right(2);
  };
  if (mute_cause(frame.desk, strip).any()) chip("M", theme::kMute, theme::kWhite);
  if (is_soloed) chip("S", theme::kSolo, theme::kInk);
}

void show_peak(Frame& frame, Rect rect, StripIndex strip) {
  const LaneMeters* meters = frame.desk.meters().of(strip);
  if (!meters || meters->level.max_dB <= kSilence_dB + 1) return;
  char words[16];
  std::snprintf(words, sizeof words, "%.1f", static_cast<double>(meters->level.max_dB));
  // Where room is short the tenths go; a number is never cut.
  if (frame.canvas.text_width(Face::mono11, words) > rect.w)
    std::snprintf(words, sizeof words, "%.0f", static_cast<double>(meters->level.max_dB));
  const bool was_full = frame.desk.meters().was_full(strip);
  frame.canvas.text(rect, words,
                    {Face::mono11, was_full ? theme::kFailure : theme::kTextMid, theme::kStrip, Align::center});
}

void show_cell(Frame& frame, Rect rect, StripIndex strip) {
  Canvas& canvas = frame.canvas;
  const bool is_selected = frame.desk.selected() == strip;
  const Rect whole = frame.fingers.any() ? rect : rect.inset(1);
  const Touch pointer = touch(canvas, whole, {"bridge", strip});
  if (pointer.double_clicked)
    turn_to(frame.open, Page::channel);
  else if (pointer.pressed && pointer.alt)
    frame.desk.meters().clear(strip);
  else if (pointer.pressed)
    frame.edits.set(frame.id(frame.desk.desk(), Param::selected), strip);
  canvas.fill(whole, theme::kStrip);
  Rect inner = whole;
  canvas.fill(inner.take_bottom(metrics::kColorEdge), strip_color(frame, strip));
  canvas.text(inner.take_bottom(kName).inset(2, 0), frame.desk.show().strip_name(strip),
              {Face::semi11, theme::kTextHigh, theme::kStrip, Align::center});
  inner = inner.inset(4, 0);
  show_lamps(frame, inner.take_top(kLamps), strip);
  show_peak(frame, inner.take_bottom(kPeak), strip);
  show_fader_tick(frame, inner.take_left(kFaderTick), strip);
  const LaneMeters* meters = frame.desk.meters().of(strip);
  const float reduction_dB = meters && frame.desk.is_on(strip, Param::comp_on) ? meters->compressor.gain_dB : 0;
  reduction_bar(canvas, inner.take_right(kReduction), reduction_dB, false);
  show_levels(frame, inner.inset(2, 0), strip);
  if (is_selected) canvas.frame(whole, theme::kAccent, 2);
}

void show_heading(Frame& frame, Rect rect, int pages) {
  const Fingers& fingers = frame.fingers;
  const float high = fingers.size(32), gap = fingers.space(metrics::kGap);
  frame.canvas.text(rect.take_left(96), "Meters", {Face::semi22, theme::kTextHigh, theme::kPanel});
  if (button(frame, rect.take_right(128).middle(128, high), {"clear peaks", 0}, "Clear peaks", unlit()).pressed)
    frame.desk.meters().clear_all();
  rect.take_right(fingers.any() ? gap : 16);
  if (button(frame, rect.take_right(kMainAlone).middle(kMainAlone, high), {"wall", 0}, "Main alone",
             unlit(Face::semi11))
          .pressed)
    turn_to(frame.open, Page::wall);
  rect.take_right(fingers.any() ? gap : metrics::kGap);
  bool& is_after = frame.open.likes.inputs_after_fader;
  if (button(frame, rect.take_right(kInputs).middle(kInputs, high), {"input meters", 0},
             is_after ? "Inputs POST" : "Inputs PRE",
             is_after ? lit(theme::kAccent, theme::kInk, Face::semi11) : unlit(Face::semi11))
          .pressed)
    is_after = !is_after;
  rect.take_right(fingers.any() ? gap : 16);
  for (size_t i = theme::kMeterPalettes.size(); i-- > 0;) {
    const bool is_used = frame.open.likes.meter_palette == i;
    if (button(frame, rect.take_right(104).middle(104, high), {"palette", static_cast<uint32_t>(i)},
               theme::kMeterPalettes[i].name,
               is_used ? lit(theme::kAccent, theme::kInk, Face::semi11) : unlit(Face::semi11))
            .pressed)
      frame.open.likes.meter_palette = i;
    rect.take_right(gap);
  }
  rect.take_right(fingers.any() ? 0 : 16);
  page_buttons(frame, rect, {"meters page", 0}, pages, frame.open.meters_page);
}

}  // namespace

void show_meters_page(Frame& frame, Rect rect) {
  frame.canvas.fill(rect, theme::kPanel);
  Rect area = rect.inset(12, 8);
  const Rect heading = area.take_top(frame.fingers.row(metrics::kPageHeading));
  area.take_top(frame.fingers.gap / 2);
  const float between = frame.fingers.space(metrics::kGap), beside = frame.fingers.gap;
  const std::vector<StripIndex> strips = sounding_strips(frame.desk.table());
  const int count = static_cast<int>(strips.size());
  const Rect numbers = area.take_left(kNumbers);
  area.take_left(metrics::kGap);
  const Bridge bridge = bridge_for(frame.fingers, area, count);
  const int pages = (count + bridge.on_a_page() - 1) / bridge.on_a_page();
  frame.open.meters_page = std::min(frame.open.meters_page, pages - 1);
  const int first = frame.open.meters_page * bridge.on_a_page();
  for (int i = first; i < std::min(count, first + bridge.on_a_page()); ++i) {
    const Rect row = area.row((i - first) / bridge.columns, bridge.rows, between);
    show_cell(frame, row.column((i - first) % bridge.columns, bridge.columns, beside), strips[static_cast<size_t>(i)]);
  }
  for (int row = 0; row < bridge.rows; ++row) {
    const Rect place = area.row(row, bridge.rows, between).inset(1);
    const float foot = metrics::kColorEdge + kName + kPeak;
    meter_numbers(frame.canvas, numbers, {place.x, place.y + kLamps, place.w, place.h - kLamps - foot}, theme::kPanel);
  }
  show_heading(frame, heading, pages);
}

}  // namespace headroom::display
