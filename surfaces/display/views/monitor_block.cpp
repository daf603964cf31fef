#include "surfaces/display/views/monitor_block.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <span>
#include <string>

#include "console/curve.h"
#include "console/solo.h"
#include "surfaces/display/widgets/button.h"

namespace headroom::display {
namespace {

constexpr float kHeading = 32, kSwitches = 36, kModes = 28, kLevel = 24, kRowGap = 6;
constexpr float kWordHeading = 72;  // what a row of words is called

bool hears_solo(const Frame& frame, StripIndex monitor) {
  const bool is_in_house = solo_mode(frame.desk.show()) == SoloMode::in_place;
  return frame.desk.status().solo_active != 0 && !is_in_house && frame.desk.is_on(monitor, Param::hear_solo);
}

void show_source(Frame& frame, Rect rect, StripIndex monitor) {
  title(frame, rect.take_left(kWordHeading), "MONITOR");
  const ControlId source = frame.id(monitor, Param::source);
  reach(frame, source);
  const bool is_soloed = hears_solo(frame, monitor);
  const std::string words =
      "hears " + (is_soloed ? "solo" : shown_value(frame.desk, source, frame.edits.shown(source)));
  const Rect place = rect.middle(rect.w, frame.fingers.size(24));
  const Touch pointer = button(frame, place, {"monitor source", 0}, words,
                               is_soloed ? lit(theme::kSolo, theme::kInk, Face::semi11)
                                         : ButtonLook{Face::semi11, theme::kRaised, theme::kTextHigh});
  if (pointer.pressed) open_picks(frame, source, place);
}

void show_switch(Frame& frame, Rect place, StripIndex monitor, Param param) {
  switch (param) {
    case Param::mute:
      switch_button(frame, place, {"monitor mute", 0}, frame.id(monitor, param), "MUTE", theme::kMute, Face::semi11);
      break;
    case Param::dim:
      switch_button(frame, place, {"monitor dim", 0}, frame.id(monitor, param), "DIM", theme::kWarning, Face::semi11);
      break;
    case Param::mono:
      switch_button(frame, place, {"monitor mono", 0}, frame.id(monitor, param), "MONO", theme::kAccent, Face::semi11);
      break;
    default: show_talk(frame, place);
  }
}

void show_switches(Frame& frame, Rect row, StripIndex monitor, std::initializer_list<Param> params) {
  int place = 0;
  for (const Param param : params)
    show_switch(frame, row.column(place++, static_cast<int>(params.size()), frame.fingers.space(metrics::kGap)),
                monitor, param);
}

// Solo in place cuts the house: it stays a word until it is armed, and shows that it is.
void show_solo_mode(Frame& frame, Rect row) {
  const ControlId mode = frame.id(frame.desk.desk(), Param::solo_mode),
                  arm = frame.id(frame.desk.desk(), Param::solo_arm);
  reach(frame, mode);
  const bool is_armed = frame.edits.shown(arm) >= 0.5f;
  const auto in_place = static_cast<int>(SoloMode::in_place);
  const int shown = static_cast<int>(frame.edits.shown(mode));
  const ControlRow& modes = frame.desk.table().row(mode);
  const float gap = frame.fingers.space(metrics::kGap);
  const Rect arm_place = row.take_right(frame.fingers.size(48));
  row.take_right(gap);
  const int count = static_cast<int>(modes.max) + 1;
  for (int i = 0; i < count; ++i) {
    const Color fill = i == in_place && is_armed ? theme::kFailure : theme::kAccent;
    if (button(frame, row.column(i, count, gap), {"solo mode", static_cast<uint32_t>(i)}, modes.choices[i],
               shown == i ? lit(fill, theme::kInk, Face::semi11) : unlit(Face::semi11))
            .pressed)
      frame.edits.set(mode, static_cast<float>(i));
  }
  switch_button(frame, arm_place, {"solo arm", 0}, arm, is_armed ? "ARMED" : "ARM", theme::kFailure, Face::semi11);
}

// A choice as a row of words; its first one is nothing special, the others light up in `lit_fill`.
void show_words(Frame& frame, Rect row, const char* heading, ControlId control, std::span<const char* const> words,
                Color lit_fill) {
  title(frame, row.take_left(kWordHeading), heading);
  reach(frame, control);
  const int now = static_cast<int>(frame.edits.shown(control)), count = static_cast<int>(words.size());
  for (int i = 0; i < count; ++i) {
    const ButtonLook on =
        i == 0 ? lit(theme::kSelected, theme::kTextHigh, Face::semi11) : lit(lit_fill, theme::kInk, Face::semi11);
    if (button(frame, row.column(i, count, frame.fingers.space(metrics::kGap)), {heading, static_cast<uint32_t>(i)},
               words[static_cast<size_t>(i)], i == now ? on : unlit(Face::semi11))
            .pressed)
      frame.edits.set(control, static_cast<float>(i));
  }
}

void show_level(Frame& frame, Rect rect, StripIndex monitor) {
  const ControlId level = frame.id(monitor, Param::fader);
  const float value_width = frame.fingers.size(80);
  value_field(frame, rect.take_right(value_width), {"monitor value", 0}, level,
              {Face::mono13, theme::kTextHigh, theme::kPanel, Align::right});
  rect.take_right(frame.fingers.gap);
  drag_control(frame, touch(frame.canvas, rect, {"monitor level", 0}), level, Axis::horizontal, rect.w, rect);
  const Rect bar = rect.middle(rect.w, 12);
  const float place = bar.w * position_of(frame.desk.table().row(level), frame.edits.shown(level));
  frame.canvas.fill(bar, theme::kWell);
  frame.canvas.fill({bar.x, bar.y, place, bar.h}, theme::kAccent);
  frame.canvas.fill({bar.x + place - 1.5f, bar.y - 2, 3, bar.h + 4}, theme::kWhite);
}

void show_speakers(Frame& frame, Rect row, StripIndex monitor) {
  constexpr const char* kSpeakers[] = {"A", "B", "C"};
  show_words(frame, row, "SPEAKERS", frame.id(monitor, Param::speaker_set), kSpeakers, theme::kAccent);
}

void show_check(Frame& frame, Rect row, StripIndex monitor) {
  constexpr const char* kChecks[] = {"both", "left", "right", "L - R"};  // the order of MonitorCheck
  show_words(frame, row, "CHECK", frame.id(monitor, Param::check), kChecks, theme::kWarning);
}

// In the order of what is missed most, as many as there is room for.
void show_for_fingers(Frame& frame, Rect rect, StripIndex monitor) {
  const Fingers& fingers = frame.fingers;
  const auto row = [&](float height, float width) {
    const bool fits = rect.h >= height && rect.w >= width;
    const Rect place = fits ? rect.take_top(height) : Rect{};
    rect.take_top(fits ? fingers.gap : 0);
    return place;
  };
  const auto side_by_side = [&](float count) { return count * fingers.target + (count - 1) * fingers.gap; };
  const auto shown = [](Rect place, const auto& show) {
    if (!place.is_empty()) show(place);
  };
  show_switches(frame, row(fingers.urgent, 0), monitor, {Param::mute, Param::talk_on});
  show_level(frame, row(fingers.target, 0), monitor);
  shown(row(fingers.target, side_by_side(2)), [&](Rect place) {
    show_switches(frame, place, monitor, {Param::dim, Param::mono});
  });
  shown(row(fingers.target, kWordHeading + side_by_side(1)), [&](Rect place) { show_source(frame, place, monitor); });
  shown(row(fingers.target, side_by_side(4)), [&](Rect place) { show_solo_mode(frame, place); });
  shown(row(fingers.target, kWordHeading + side_by_side(3)), [&](Rect place) { show_speakers(frame, place, monitor); });
  shown(row(fingers.target, kWordHeading + side_by_side(4)), [&](Rect place) { show_check(frame, place, monitor); });
}

}  // namespace

void show_talk(Frame& frame, Rect rect) {
  constexpr float kLatch_s = 0.4f;
  const StripIndex talk = frame.desk.table().strip_of(kTalk);
  const ControlId on = frame.id(talk, Param::talk_on);
  const Touch pointer = switch_button(frame, rect, {"talk", 0}, on, "TALK", theme::kGo, Face::semi11);
  if (pointer.released && pointer.held_s > kLatch_s) frame.edits.set(on, 0);
  if (!pointer.right_clicked) return;
  frame.edits.set(frame.id(frame.desk.desk(), Param::selected), talk);
  frame.open.page = Page::channel;
}

float monitor_block_height(const Fingers& fingers, float spare) {
  constexpr float kBlock = 216, kRowsToSpare = 5;
  if (!fingers.any()) return kBlock;
  const float row = fingers.target + fingers.gap, least = fingers.urgent + fingers.gap + row + fingers.gap / 2;
  return least + row * std::floor(std::clamp((spare - least) / row, 0.0f, kRowsToSpare));
}

void show_monitor_block(Frame& frame, Rect rect) {
  const StripIndex monitor = frame.desk.monitor();
  frame.canvas.horizontal_line(rect.x, rect.right(), rect.y, theme::kLine);
  if (frame.fingers.any()) {
    rect.take_top(frame.fingers.gap);
    return show_for_fingers(frame, rect, monitor);
  }
  rect.take_top(4);
  show_source(frame, rect.take_top(kHeading), monitor);
  rect.take_top(4);
  show_switches(frame, rect.take_top(kSwitches), monitor, {Param::mute, Param::dim, Param::mono, Param::talk_on});
  rect.take_top(kRowGap);
  show_solo_mode(frame, rect.take_top(kModes));
  rect.take_top(kRowGap);
  show_speakers(frame, rect.take_top(kModes), monitor);
  rect.take_top(kRowGap);
  show_check(frame, rect.take_top(kModes), monitor);
  rect.take_top(kRowGap);
  show_level(frame, rect.take_top(kLevel), monitor);
}

}  // namespace headroom::display
