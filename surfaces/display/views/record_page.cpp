#include "surfaces/display/views/record_page.h"

#include <algorithm>
#include <string>
#include <vector>

#include "surfaces/display/model/lanes_in_use.h"
#include "surfaces/display/model/recording.h"
#include "surfaces/display/views/strip.h"
#include "surfaces/display/widgets/button.h"
#include "surfaces/display/widgets/level_meter.h"
#include "surfaces/display/widgets/record_dot.h"

namespace headroom::display {
namespace {

constexpr float kTake = 88, kRecordKey = 168, kFigure = 136, kArmKey = 96;
constexpr float kCellWide = 108, kCellHigh = 64, kWidestCell = 160, kMeter = 8;

void show_record_key(Frame& frame, Rect rect) {
  const ControlId record = frame.id(frame.desk.desk(), Param::record);
  const RecordStatus& recording = frame.desk.recording();
  const bool runs = recording.is_recording;
  const Touch pointer = touch(frame.canvas, rect, {"record", 0});
  reach(frame, record);
  point_at(frame, pointer, record);
  const Color ground = runs ? theme::kRecord : pointer.hovered ? theme::kRaisedHover : theme::kRaised;
  const Color ink = runs ? theme::kInk : recording.armed_lanes > 0 ? theme::kTextHigh : theme::kTextMid;
  frame.canvas.fill(rect, ground, metrics::kButtonRadius);
  Rect inner = rect.inset(20, 0);
  const Point sign = inner.take_left(24).center();
  // The key shows what it does: a dot begins, a square ends.
  if (runs)
    frame.canvas.fill({sign.x - 8, sign.y - 8, 16, 16}, theme::kInk);
  else
    record_dot(frame.canvas, sign, 9, true);
  inner.take_left(12);
  frame.canvas.text(inner, runs ? "STOP" : "REC", {Face::semi22, ink, ground});
  if (pointer.pressed) frame.edits.set(record, runs ? 0.0f : 1.0f);
}

void show_figure(Frame& frame, Rect& row, const char* name, const std::string& value, Color color = theme::kTextHigh) {
  Rect place = row.take_left(kFigure).middle(kFigure, 56);
  frame.canvas.text(place.take_top(16), name, {Face::sans11, theme::kTextMid, theme::kPanel});
  frame.canvas.text(place, value, {Face::mono22, color, theme::kPanel});
}

// The key, the take's times, and what it is called or what to do first.
void show_take(Frame& frame, Rect rect) {
  const RecordStatus& recording = frame.desk.recording();
  const float key = std::max(kRecordKey, frame.fingers.urgent);
  show_record_key(frame, rect.take_left(key).middle(key, frame.fingers.urgent_size(64)));
  rect.take_left(24);
  show_figure(frame, rect, recording.is_recording ? "recording since" : "last take", taken_text(frame.desk));
  show_figure(frame, rect, "disk lasts for", left_text(recording));
  const bool has_lost = recording.lost_frames > 0;
  show_figure(frame, rect, "samples lost", (has_lost ? "! " : "") + std::to_string(recording.lost_frames),
              has_lost ? theme::kWarning : theme::kTextHigh);
  Rect words = rect.middle(rect.w, 56);
  frame.canvas.text(words.take_top(16), "take", {Face::sans11, theme::kTextMid, theme::kPanel});
  const std::string take = read_text(recording.take);
  frame.canvas.text(words, take.empty() ? "none yet" : take,
                    {Face::semi15, take.empty() ? theme::kTextMid : theme::kTextHigh, theme::kPanel});
}

void arm_all(Frame& frame, const std::vector<StripIndex>& strips, bool is_on) {
  std::vector<ControlId> others;
  for (const StripIndex strip : strips)
    if (is_armed(frame.desk, strip) != is_on) others.push_back(frame.id(strip, Param::arm));
  frame.edits.set_all(others, is_on ? 1.0f : 0.0f);
}

void show_heading(Frame& frame, Rect rect, const std::vector<StripIndex>& strips, int pages) {
  const float high = frame.fingers.size(32), gap = frame.fingers.space(metrics::kGap);
  frame.canvas.text(rect.take_left(112), "Record", {Face::semi22, theme::kTextHigh, theme::kPanel});
  if (button(frame, rect.take_right(kArmKey).middle(kArmKey, high), {"arm none", 0}, "Arm none", unlit()).pressed)
    arm_all(frame, strips, false);
  rect.take_right(gap);
  if (button(frame, rect.take_right(kArmKey).middle(kArmKey, high), {"arm all", 0}, "Arm all", unlit()).pressed)
    arm_all(frame, strips, true);
  rect.take_right(frame.fingers.space(16));
  const int armed = frame.desk.recording().armed_lanes;
  frame.canvas.text(rect.take_left(120), armed == 0 ? "nothing armed" : std::to_string(armed) + " armed",
                    {Face::sans13, theme::kTextMid, theme::kPanel});
  page_buttons(frame, rect, {"record page", 0}, pages, frame.open.record.page);
}

void show_cell(Frame& frame, Rect rect, StripIndex strip) {
  Canvas& canvas = frame.canvas;
  const ControlId arm = frame.id(strip, Param::arm);
  const bool is_on = frame.edits.shown(arm) >= 0.5f;
  const Touch pointer = touch(canvas, rect, {"arm", strip});
  press_control(frame, pointer, arm);
  const Color ground = pointer.hovered ? theme::kRaised : theme::kStrip;
  canvas.fill(rect, ground, metrics::kButtonRadius);
  canvas.fill({rect.x, rect.y, metrics::kColorEdge, rect.h}, strip_color(frame, strip));
  if (is_on) canvas.frame(rect, theme::kRecord, 2, metrics::kButtonRadius);
  Rect inner = rect.inset(metrics::kPadding, 6);
  const std::vector<int> sides = lanes_in_use(frame.desk.show(), strip);
  const int lanes = std::min(2, static_cast<int>(sides.size()));
  const Rect meter = inner.take_right(kMeter * static_cast<float>(std::max(1, lanes)));
  for (int lane = 0; lane < lanes; ++lane)
    if (const LaneMeters* meters = frame.desk.meters().of(strip, sides[static_cast<size_t>(lane)]))
      level_bar(canvas, meter.column(lane, lanes, metrics::kMeterGap), meters->level, MeterBody::peak_and_rms);
  inner.take_right(6);
  Rect first = inner.take_top(inner.h / 2);
  first.take_left(metrics::kGap), inner.take_left(metrics::kGap);
  canvas.text(first, frame.desk.show().strip_name(strip), {Face::semi13, theme::kTextHigh, ground});
  const bool runs = is_on && frame.desk.recording().is_recording;
  record_dot(canvas, inner.take_left(14).center(), 5, runs, is_on ? theme::kRecord : theme::kTextOff);
  inner.take_left(metrics::kGap);
  if (is_on) canvas.text(inner, runs ? "recording" : "armed", {Face::sans11, theme::kTextMid, ground});
}

}  // namespace

void show_record_page(Frame& frame, Rect rect) {
  const Fingers& fingers = frame.fingers;
  frame.canvas.fill(rect, theme::kPanel);
  Rect area = rect.inset(16, 8);
  const Rect heading = area.take_top(fingers.row(metrics::kPageHeading));
  area.take_top(fingers.gap / 2);
  show_take(frame, area.take_top(std::max(kTake, fingers.urgent)));
  area.take_top(fingers.space(metrics::kPadding));
  const std::vector<StripIndex> strips = sounding_strips(frame.desk.table());
  const float gap = fingers.space(metrics::kGap), high = std::max(kCellHigh, fingers.target);
  const int columns = std::max(1, static_cast<int>((area.w + gap) / (fingers.size(kCellWide) + gap)));
  const int rows = std::max(1, static_cast<int>((area.h + gap) / (high + gap)));
  const float wide = std::min(kWidestCell, (area.w + gap) / static_cast<float>(columns) - gap);
  const int count = static_cast<int>(strips.size()), a_page = columns * rows, pages = (count + a_page - 1) / a_page;
  frame.open.record.page = std::min(frame.open.record.page, pages - 1);
  const int first = frame.open.record.page * a_page;
  for (int i = first; i < std::min(count, first + a_page); ++i) {
    const auto column = static_cast<float>((i - first) % columns), row = static_cast<float>((i - first) / columns);
    show_cell(frame, {area.x + column * (wide + gap), area.y + row * (high + gap), wide, high},
              strips[static_cast<size_t>(i)]);
  }
  show_heading(frame, heading, strips, pages);
}

}  // namespace headroom::display
