#include "surfaces/display/views/recall_preview.h"

#include <algorithm>
#include <string>
#include <vector>

#include "surfaces/display/model/recall_safes.h"
#include "surfaces/display/model/scene_list.h"
#include "surfaces/display/model/source_names.h"
#include "surfaces/display/views/strip.h"
#include "surfaces/display/widgets/button.h"
#include "surfaces/display/widgets/scroll_bar.h"
#include "surfaces/display/widgets/shield.h"

namespace headroom::display {
namespace {

constexpr float kHeads = 24, kFoot = 28, kName = 144, kWidestCell = 96, kMark = 12;

// Where the seven scopes stand beside the strips' names.
struct Columns {
  float name, cell;
  float gap;  // between cells

  Rect cell_of(Rect row, size_t scope) const {
    return {row.x + name + static_cast<float>(scope) * (cell + gap), row.y, cell, row.h};
  }
};

// What is only looked at needs no room for fingers.
Columns columns_of(const Fingers& fingers, float width, bool is_touched) {
  const float gap = is_touched ? fingers.space(metrics::kGap) : metrics::kGap;
  const float cell = (width - kName) / static_cast<float>(kRecallScopes) - gap;
  return {kName, std::min(cell, kWidestCell), gap};
}

// All strips while safes are set, else those that GO would change.
std::vector<StripIndex> rows_of(const Frame& frame) {
  std::vector<StripIndex> strips = safe_strips(frame.desk.table());
  if (!frame.open.scenes.sets_safes)
    std::erase_if(strips, [&](StripIndex strip) { return frame.desk.next_scene_changes(strip) == 0; });
  return strips;
}

void show_heading(Frame& frame, Rect rect) {
  constexpr float kKey = 88;
  const Fingers& fingers = frame.fingers;
  bool& sets_safes = frame.open.scenes.sets_safes;
  const Rect key = rect.take_right(kKey).middle(kKey, fingers.size(32));
  if (button(frame, key, {"set safes", 0}, "Set safes", sets_safes ? lit(theme::kSafe) : unlit()).pressed) {
    sets_safes = !sets_safes;
    frame.open.scenes.first_strip = 0;
  }
  rect.take_right(fingers.space(metrics::kPadding));
  const int next = next_scene(frame.desk);
  const uint32_t changes = frame.desk.scenes().next_changes;
  rect.take_left(frame.canvas.text(rect, sets_safes ? "KEPT SAFE FROM RECALLS" : "GO CHANGES",
                                   {Face::semi11, theme::kTextMid, theme::kPanel}) +
                 12);
  if (sets_safes) return;
  if (next == 0) {
    frame.canvas.text(rect, "no scene is next", {Face::sans13, theme::kTextMid, theme::kPanel});
    return;
  }
  const std::string count = std::to_string(changes) + (changes == 1 ? " control" : " controls");
  const float count_wide = frame.canvas.text_width(Face::sans13, count);
  const float name = frame.canvas.text({rect.x, rect.y, std::max(0.0f, rect.w - count_wide - 12), rect.h},
                                       scene_name(frame.desk, static_cast<float>(next)),
                                       {Face::semi15, theme::kTextHigh, theme::kPanel});
  rect.take_left(name + 12);
  frame.canvas.text(rect, count, {Face::sans13, theme::kTextMid, theme::kPanel});
}

void show_heads(Frame& frame, Rect rect, const Columns& columns) {
  for (size_t i = 0; i < kSafeScopes.size(); ++i)
    frame.canvas.text(columns.cell_of(rect, i), kSafeScopes[i].name,
                      {Face::sans11, theme::kTextMid, theme::kPanel, Align::center});
  frame.canvas.horizontal_line(rect.x, rect.right(), rect.bottom() - 1, theme::kLine);
}

// What GO changes is a square, what is kept from it a shield, hollow where nothing would change anyway.
void show_mark(Frame& frame, Rect cell, bool changes, bool is_safe, Color ground) {
  if (is_safe)
    shield(frame.canvas, cell, changes, ground);
  else if (changes)
    frame.canvas.fill(cell.middle(kMark, kMark), theme::kGo, 2);
}

void show_strip_row(Frame& frame, Rect row, StripIndex strip, const Columns& columns, const ListTouch& list_touch) {
  Canvas& canvas = frame.canvas;
  Rect name{row.x, row.y, columns.name, row.h};
  canvas.fill(name.take_left(metrics::kColorEdge).inset(0, 2), strip_color(frame, strip));
  canvas.text(name.inset(metrics::kPadding, 0), frame.desk.show().strip_name(strip),
              {Face::sans13, theme::kTextHigh, theme::kPanel});
  const RecallScopes changed = frame.desk.next_scene_changes(strip);
  const bool sets_safes = frame.open.scenes.sets_safes;
  for (size_t i = 0; i < kSafeScopes.size(); ++i) {
    const auto& [scope, param, words] = kSafeScopes[i];
    const ControlId safe = frame.id(strip, param);
    if (safe == kNoControl) continue;
    const Rect cell = columns.cell_of(row, i);
    const bool is_safe = frame.edits.shown(safe) >= 0.5f, changes = (changed & scope) != 0;
    if (!sets_safes) {
      show_mark(frame, cell.inset(0, 1), changes, is_safe, theme::kPanel);
      continue;
    }
    const Touch pointer = touch(canvas, cell, {"safe", safe});
    reach(frame, safe);
    point_at(frame, pointer, safe);
    const Color ground = pointer.hovered ? theme::kRaisedHover : theme::kRaised;
    canvas.fill(cell.inset(0, frame.fingers.any() ? 0 : 1), ground, metrics::kButtonRadius);
    if (is_safe) shield(canvas, cell, true);
    if (list_touch.takes(pointer, cell)) frame.edits.toggle(safe);
  }
}

void show_foot(Frame& frame, Rect rect) {
  Canvas& canvas = frame.canvas;
  const TextStyle quiet{Face::sans11, theme::kTextMid, theme::kPanel};
  const auto sign = [&](const auto& draw, const char* words) {
    draw(rect.take_left(16));
    rect.take_left(metrics::kGap);
    rect.take_left(canvas.text(rect, words, quiet) + 20);
  };
  if (frame.open.scenes.sets_safes) {
    sign([&](Rect place) { shield(canvas, place, true); }, "kept as it is, whatever is recalled");
    return;
  }
  sign([&](Rect place) { show_mark(frame, place, true, false, theme::kPanel); }, "changes");
  sign([&](Rect place) { show_mark(frame, place, true, true, theme::kPanel); }, "would change, is kept safe");
  sign([&](Rect place) { show_mark(frame, place, false, true, theme::kPanel); }, "safe");
}

}  // namespace

void show_recall_preview(Frame& frame, Rect heading, Rect rect) {
  show_heading(frame, heading);
  const std::vector<StripIndex> strips = rows_of(frame);
  show_foot(frame, rect.take_bottom(kFoot));
  const float row_high = frame.open.scenes.sets_safes ? frame.fingers.row(metrics::kListRow) : metrics::kListRow;
  const Rect heads = rect.take_top(kHeads);
  rect.take_top(metrics::kGap);
  if (strips.empty()) {
    const char* words =
        next_scene(frame.desk) == 0 ? "Mark a scene and press \"Set next\"." : "The desk stands as this scene has it.";
    frame.canvas.text(rect.take_top(metrics::kListRow), words, {Face::sans13, theme::kTextMid, theme::kPanel});
    return;
  }
  const Scrolled rows{static_cast<int>(strips.size()), static_cast<int>(rect.h / row_high)};
  float& first_row = frame.open.scenes.first_strip;
  const Rect bar = rect.take_right(rows.is_whole() ? 0 : frame.fingers.size(kScrollBar));
  rect.take_right(rows.is_whole() ? 0 : std::max(metrics::kPadding, frame.fingers.gap));
  const Columns columns = columns_of(frame.fingers, rect.w, frame.open.scenes.sets_safes);
  show_heads(frame, {heads.x, heads.y, rect.w, heads.h}, columns);
  first_row = scroll_bar(frame.canvas, {bar.x, bar.y, bar.w, row_high * static_cast<float>(rows.shown)},
                         {"safes bar", 0}, first_row, rows);
  const ListTouch list_touch = touch_list(frame.canvas, rect, {"safe rows", 0}, first_row, rows, row_high);
  first_row = list_touch.first;
  const int first = static_cast<int>(first_row);
  for (int i = first; i < std::min(rows.count, first + rows.shown); ++i)
    show_strip_row(frame, frame.fingers.inside(rect.take_top(row_high)), strips[static_cast<size_t>(i)], columns,
                   list_touch);
}

}  // namespace headroom::display
