#include "surfaces/display/views/layer_bar.h"

#include <algorithm>
#include <string>

#include "surfaces/display/views/page.h"
#include "surfaces/display/views/strip_top.h"
#include "surfaces/display/widgets/button.h"
#include "surfaces/display/widgets/level_meter.h"

namespace headroom::display {
namespace {

constexpr float kWidest = 136, kNarrowest = 80, kTurn = 32, kLayer_high = 44;
constexpr float kModeKey = 52, kModeKeyNarrow = 48;

// What the mixer page needs at the right; on a narrow page words give way to layers.
struct ControlsRoom {
  float modes, count, view;
  float whole() const { return modes + count + view + 16 + 2 * metrics::kPadding; }
};
ControlsRoom controls_room(bool is_narrow) {
  const auto modes = static_cast<float>(kStripModes.size());
  return is_narrow ? ControlsRoom{modes * kModeKeyNarrow + 12, 96, 76} : ControlsRoom{modes * kModeKey + 16, 140, 116};
}

// For fingers there are the modes alone, where strips are high enough for them: how many strips there are is said on
// the sheet of the screen, too.
float mode_keys_for_fingers(const Frame& frame) {
  const Fingers& fingers = frame.fingers;
  const float strip = lay_out(frame.page, false, fingers).strips.h;
  const bool has_modes = has_strip_modes(fingers, rows_that_fit(strip, fingers).top_height(fingers));
  return has_modes ? static_cast<float>(kStripModes.size()) * (fingers.size(kModeKeyNarrow) + fingers.gap) : 0;
}

void show_layer(Frame& frame, Rect rect, int index) {
  const Layer& layer = frame.layers[static_cast<size_t>(index)];
  const bool is_shown = frame.open.layer == index && !frame.open.spilled;
  Canvas& canvas = frame.canvas;
  const Touch pointer = touch(canvas, rect, {"layer", static_cast<uint32_t>(index)});
  if (pointer.pressed) turn_to_layer(frame.open, index);
  const Color ground = is_shown ? theme::kSelected : pointer.hovered ? theme::kRaised : theme::kStrip;
  canvas.fill(rect, ground, metrics::kButtonRadius);
  canvas.frame(rect, is_shown ? theme::kAccent : theme::kLine, is_shown ? 2.0f : 1.0f, metrics::kButtonRadius);
  Rect inner = rect.inset(8, 4);
  Rect heading = inner.take_top(16);
  bool was_full = false, has_solo = false;
  for (const StripIndex strip : layer.strips) {
    was_full = was_full || frame.desk.meters().was_full(strip);
    has_solo = has_solo || (frame.desk.has(strip, Param::solo) && frame.desk.is_on(strip, Param::solo));
  }
  if (was_full) canvas.circle(heading.take_right(8).center(), 3.5f, theme::kFailure);
  if (has_solo) canvas.text(heading.take_right(12), "S", {Face::semi11, theme::kSolo, ground, Align::center});
  canvas.text(heading, layer.label, {Face::semi11, is_shown ? theme::kTextHigh : theme::kTextMid, ground});
  inner.take_top(2);
  if (inner.w >= 48) mini_meters(frame, inner, layer.strips);
}

void show_modes(Frame& frame, Rect row) {
  if (row.is_empty()) return;
  for (size_t i = 0; i < kStripModes.size(); ++i) {
    const auto [mode, label] = kStripModes[i];
    const bool is_on = frame.open.strip_mode == mode;
    if (button(
            frame,
            row.column(static_cast<int>(i), static_cast<int>(kStripModes.size()), frame.fingers.space(metrics::kGap)),
            {"strip mode", static_cast<uint32_t>(i)}, label,
            is_on ? lit(theme::kAccent, theme::kInk, Face::semi11) : unlit(Face::semi11))
            .pressed)
      frame.open.strip_mode = mode;
  }
}

void show_strip_count(Frame& frame, Rect rect) {
  if (rect.w >= 140) frame.canvas.text(rect.take_left(44), "Strips", {Face::sans13, theme::kTextMid, theme::kPanel});
  const int before = frame.open.strips;
  if (button(frame, rect.take_left(32), {"fewer strips", 0}, "-", unlit(Face::semi15)).pressed)
    step_strips(frame.open.likes, before, -1);
  frame.canvas.text(rect.take_left(32), std::to_string(before),
                    {Face::mono13, theme::kTextHigh, theme::kPanel, Align::center});
  if (button(frame, rect.take_left(32), {"more strips", 0}, "+", unlit(Face::semi15)).pressed)
    step_strips(frame.open.likes, before, +1);
}

// What the mixer page shows of each strip, and how it divides its room.
void show_mixer_controls(Frame& frame, Rect rect, const ControlsRoom& room) {
  show_modes(frame, rect.take_left(room.modes).inset(6, 0));
  const Rect view = rect.take_right(room.view);
  rect.take_right(metrics::kPadding);
  show_strip_count(frame, rect.take_right(room.count));
  const Touch detail = button(frame, view, {"selected channel", 0}, view.w < 100 ? "Channel" : "Channel view",
                              frame.open.selected_channel ? lit(theme::kSelected, theme::kTextHigh) : unlit());
  if (detail.pressed) frame.open.selected_channel = !frame.open.selected_channel;
}

// To the page that begins with `layer`, when there is one.
void show_turn(Frame& frame, Rect rect, TouchId id, const char* words, int layer) {
  const bool can = layer >= 0 && layer < static_cast<int>(frame.layers.size());
  const ButtonLook look{Face::semi15, theme::kRaised, can ? theme::kTextHigh : theme::kTextOff};
  if (button(frame, rect, id, words, look).pressed && can) turn_to_layer(frame.open, layer);
}

}  // namespace

void show_layer_bar(Frame& frame, Rect rect) {
  frame.canvas.fill(rect, theme::kPanel);
  frame.canvas.horizontal_line(rect.x, rect.right(), rect.y, theme::kLine);
  const ControlsRoom room = controls_room(rect.w < metrics::kNarrowPage);
  const bool is_touched = frame.fingers.any();
  const Rect controls = rect.take_right(is_touched ? mode_keys_for_fingers(frame) : room.whole());
  if (frame.open.page == Page::mixer && is_touched)
    show_modes(
        frame,
        controls.inset(frame.fingers.gap / 2, 0).middle(controls.w - frame.fingers.gap, frame.fingers.size(kTurn)));
  else if (frame.open.page == Page::mixer)
    show_mixer_controls(frame, controls.inset(metrics::kPadding, 12), room);

  Rect row = rect.inset(metrics::kPadding, 0).middle(rect.w - 2 * metrics::kPadding, frame.fingers.size(kLayer_high));
  const float gap = frame.fingers.space(metrics::kGap), turn = frame.fingers.size(kTurn);
  const int count = static_cast<int>(frame.layers.size());
  const auto places = [&](float space) { return std::max(1, static_cast<int>((space + gap) / (kNarrowest + gap))); };
  // A large desk has more layers than names can be read of: then they lie on pages, and the page of the open one is
  // shown.
  const bool has_pages = count > places(row.w);
  const Rect back = row.take_left(has_pages ? turn : 0), on = row.take_right(has_pages ? turn : 0);
  if (has_pages) row = row.inset(gap, 0);
  const int shown = has_pages ? places(row.w) : count;
  const int first = frame.open.layer / shown * shown;
  const float width = std::min(kWidest, (row.w + gap) / static_cast<float>(shown) - gap);
  for (int i = first; i < std::min(count, first + shown); ++i) {
    show_layer(frame, row.take_left(width), i);
    row.take_left(gap);
  }
  if (!has_pages) return;
  show_turn(frame, back, {"layers back", 0}, "<", first - shown);
  show_turn(frame, on, {"layers on", 0}, ">", first + shown);
}

}  // namespace headroom::display
