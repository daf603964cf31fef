#include "surfaces/display/views/monitor_block.h"

#include <algorithm>
#include <string>
#include <vector>

#include "console/curve.h"
#include "console/solo.h"
#include "surfaces/display/widgets/button.h"

namespace headroom::display {
namespace {

constexpr float kHeading = 32, kSwitches = 36, kModes = 28, kLevel = 24, kRowGap = 8;

bool hears_solo(const Frame& frame, StripIndex monitor) {
  const bool is_in_house = solo_mode(frame.desk.show()) == SoloMode::in_place;
  return frame.desk.status().solo_active != 0 && !is_in_house && frame.desk.is_on(monitor, Param::hear_solo);
}

void show_source(Frame& frame, Rect rect, StripIndex monitor) {
  title(frame, rect.take_left(72), "MONITOR");
  const ControlId source = frame.id(monitor, Param::source);
  reach(frame, source);
  const bool is_soloed = hears_solo(frame, monitor);
  const std::string words = "hears " + (is_soloed ? "solo" : shown_value(frame.desk, source, frame.edits.shown(source)));
  const Rect place = rect.middle(rect.w, 24);
  const Touch pointer = button(frame, place, {"monitor source", 0}, words,
                               is_soloed ? lit(theme::kSolo, theme::kInk, Face::semi11) : ButtonLook{Face::semi11, theme::kRaised, theme::kTextHigh});
  if (pointer.pressed) open_picks(frame, source, place);
}

struct Switch {
  ControlId control;
  const char* label;
  Color lit_fill;
};

void show_switches(Frame& frame, Rect row, StripIndex monitor) {
  std::vector<Switch> switches{{frame.id(monitor, Param::mute), "MUTE", theme::kMute},
                               {frame.id(monitor, Param::dim), "DIM", theme::kWarning},
                               {frame.id(monitor, Param::mono), "MONO", theme::kAccent}};
  const int count = static_cast<int>(switches.size());
  for (int i = 0; i < count; ++i) {
    const Switch& each = switches[static_cast<size_t>(i)];
    switch_button(frame, row.column(i, count, metrics::kGap), {"monitor switch", static_cast<uint32_t>(i)}, each.control, each.label,
                  each.lit_fill, Face::semi11);
  }
}

// Solo in place cuts the house: it stays a word until it is armed, and shows that it is.
void show_solo_mode(Frame& frame, Rect row) {
  const ControlId mode = frame.id(frame.desk.desk(), Param::solo_mode), arm = frame.id(frame.desk.desk(), Param::solo_arm);
  reach(frame, mode);
  const bool is_armed = frame.edits.shown(arm) >= 0.5f;
  const auto in_place = static_cast<int>(SoloMode::in_place);
  const int shown = static_cast<int>(frame.edits.shown(mode));
  const ControlRow& modes = frame.desk.table().row(mode);
  const Rect arm_place = row.take_right(48);
  row.take_right(metrics::kGap);
  const int count = static_cast<int>(modes.max) + 1;
  for (int i = 0; i < count; ++i) {
    const Color fill = i == in_place && is_armed ? theme::kFailure : theme::kAccent;
    if (button(frame, row.column(i, count, metrics::kGap), {"solo mode", static_cast<uint32_t>(i)}, modes.choices[i],
               shown == i ? lit(fill, theme::kInk, Face::semi11) : unlit(Face::semi11)).pressed)
      frame.edits.set(mode, static_cast<float>(i));
  }
  switch_button(frame, arm_place, {"solo arm", 0}, arm, is_armed ? "ARMED" : "ARM", theme::kFailure, Face::semi11);
}

void show_check(Frame& frame, Rect row, StripIndex monitor) {
  const ControlId check = frame.id(monitor, Param::check);
  reach(frame, check);
  const int now = static_cast<int>(frame.edits.shown(check));
  constexpr const char* kWords[] = {"both", "left", "right", "L - R"};  // the order of MonitorCheck
  const int count = static_cast<int>(std::size(kWords));
  for (int i = 0; i < count; ++i) {
    const Color fill = i == 0 ? theme::kSelected : theme::kWarning;
    const ButtonLook look = i == now ? lit(fill, i == 0 ? theme::kTextHigh : theme::kInk, Face::semi11) : unlit(Face::semi11);
    if (button(frame, row.column(i, count, metrics::kGap), {"monitor check", static_cast<uint32_t>(i)}, kWords[i], look).pressed)
      frame.edits.set(check, static_cast<float>(i));
  }
}

void show_level(Frame& frame, Rect rect, StripIndex monitor) {
  const ControlId level = frame.id(monitor, Param::fader);
  value_field(frame, rect.take_right(80), {"monitor value", 0}, level, {Face::mono13, theme::kTextHigh, theme::kPanel, Align::right});
  drag_control(frame, touch(frame.canvas, rect, {"monitor level", 0}), level, Axis::horizontal, rect.w, rect);
  const Rect bar = rect.middle(rect.w, 12);
  const float place = bar.w * position_of(frame.desk.table().row(level), frame.edits.shown(level));
  frame.canvas.fill(bar, theme::kWell);
  frame.canvas.fill({bar.x, bar.y, place, bar.h}, theme::kAccent);
  frame.canvas.fill({bar.x + place - 1.5f, bar.y - 2, 3, bar.h + 4}, theme::kWhite);
}

}  // namespace

void show_monitor_block(Frame& frame, Rect rect) {
  const StripIndex monitor = frame.desk.monitor();
  frame.canvas.horizontal_line(rect.x, rect.right(), rect.y, theme::kLine);
  rect.take_top(4);
  show_source(frame, rect.take_top(kHeading), monitor);
  rect.take_top(4);
  show_switches(frame, rect.take_top(kSwitches), monitor);
  rect.take_top(kRowGap);
  show_solo_mode(frame, rect.take_top(kModes));
  rect.take_top(kRowGap);
  show_check(frame, rect.take_top(kModes), monitor);
  rect.take_top(kRowGap);
  show_level(frame, rect.take_top(kLevel), monitor);
}

}  // namespace headroom::display
