#include "surfaces/display/views/scenes_page.h"

#include <algorithm>
#include <string>

#include "surfaces/display/model/scene_list.h"
#include "surfaces/display/views/recall_preview.h"
#include "surfaces/display/widgets/button.h"
#include "surfaces/display/widgets/hold_button.h"
#include "surfaces/display/widgets/scroll_bar.h"

namespace headroom::display {
namespace {

constexpr float kKey = 36, kBetween = 24, kNumber = 36, kChip = 44;
constexpr int kKeysARow = 3, kKeyRows = 3;

ControlId of_scene(const Frame& frame, int scene, Param param) {
  return frame.id(frame.desk.table().strip_of(kScene, scene), param);
}

// The first time here, the scene that comes next is marked, and in sight.
void mark_first(Frame& frame, const Scrolled& rows) {
  ScenesView& view = frame.open.scenes;
  if (view.marked > 0) return;
  view.marked = std::max({1, current_scene(frame.desk), next_scene(frame.desk)});
  view.first_scene =
      std::clamp(static_cast<float>(view.marked - 1 - rows.shown / 2), 0.0f, static_cast<float>(rows.last_first()));
}

void show_chip(Canvas& canvas, Rect rect, const char* word, Color color, Color ground) {
  const Rect chip = rect.middle(rect.w, 18);
  canvas.frame(chip, color, 1.5f, metrics::kButtonRadius);
  canvas.text(chip, word, {Face::semi11, color, ground, Align::center});
}

void show_scene(Frame& frame, Rect row, int scene, Color ground) {
  Canvas& canvas = frame.canvas;
  const bool is_used = is_stored(frame.desk, scene);
  row = row.inset(metrics::kPadding, 0);
  canvas.text(row.take_left(kNumber), std::to_string(scene),
              {Face::mono13, is_used ? theme::kTextHigh : theme::kTextMid, ground, Align::right});
  row.take_left(12);
  if (next_scene(frame.desk) == scene)
    show_chip(canvas, row.take_right(kChip), "NEXT", theme::kGo, ground), row.take_right(metrics::kGap);
  if (current_scene(frame.desk) == scene) {
    show_chip(canvas, row.take_right(kChip), "CUR", theme::kCurrent, ground);
    row.take_right(metrics::kPadding);
    if (frame.desk.scenes().edited > 0)
      canvas.text(row.take_right(kChip), "edited", {Face::sans11, theme::kWarning, ground, Align::right});
  }
  canvas.text(row, is_used ? scene_name_alone(frame.desk, scene) : "empty",
              {is_used ? Face::semi15 : Face::sans13, is_used ? theme::kTextHigh : theme::kTextMid, ground});
}

void show_list(Frame& frame, Rect rect) {
  ScenesView& view = frame.open.scenes;
  const float row_high = frame.fingers.row(metrics::kButtonRow);
  const Scrolled rows{kScenes, static_cast<int>(rect.h / row_high)};
  mark_first(frame, rows);
  const Rect bar = rect.take_right(frame.fingers.size(kScrollBar));
  rect.take_right(std::max(metrics::kPadding, frame.fingers.gap));
  view.first_scene = scroll_bar(frame.canvas, {bar.x, bar.y, bar.w, row_high * static_cast<float>(rows.shown)},
                                {"scene bar", 0}, view.first_scene, rows);
  const ListTouch list_touch = touch_list(frame.canvas, rect, {"scene rows", 0}, view.first_scene, rows, row_high);
  view.first_scene = list_touch.first;
  const int first = static_cast<int>(view.first_scene);
  for (int scene = first + 1; scene <= std::min(kScenes, first + rows.shown); ++scene) {
    const Rect row = frame.fingers.inside(rect.take_top(row_high));
    const Touch pointer = touch(frame.canvas, row, {"scene row", static_cast<uint32_t>(scene)});
    const bool is_marked = scene == view.marked;
    const Color ground = is_marked ? theme::kSelected : pointer.hovered ? theme::kRaised : theme::kPanel;
    frame.canvas.fill(row, ground, metrics::kButtonRadius);
    if (is_marked) frame.canvas.fill({row.x, row.y, 3, row.h}, theme::kAccent);
    show_scene(frame, row, scene, ground);
    if (list_touch.takes(pointer, row)) view.marked = scene;
  }
}

// A key below the list: what it is of the marked scene or the desk, and whether it makes sense now. What the desk
// refuses it explains itself.
struct SceneKey {
  Rect rect;
  std::string words;
  ControlId control;
  bool can;

  ButtonLook look() const { return {Face::semi13, theme::kRaised, can ? theme::kTextHigh : theme::kTextOff}; }
};

bool is_pressed(Frame& frame, const SceneKey& key) {
  const Touch pointer = button(frame, key.rect, {"scene key", key.control}, key.words, key.look());
  reach(frame, key.control);
  point_at(frame, pointer, key.control);
  return pointer.pressed && key.can;
}

// What takes something away that is stored is held for a second.
bool is_held_long(Frame& frame, const SceneKey& key) {
  reach(frame, key.control);
  return hold_button(frame, key.rect, {"scene key", key.control}, key.words, key.look()) && key.can;
}

float keys_height(const Fingers& fingers) { return kKeyRows * (fingers.size(kKey) + fingers.space(metrics::kGap)); }

void show_keys(Frame& frame, Rect rect) {
  const float gap = frame.fingers.space(metrics::kGap);
  const auto place = [&](int row, int column, int columns = 1) {
    const Rect line = rect.row(row, kKeyRows, gap), first = line.column(column, kKeysARow, gap);
    return Rect{first.x, first.y, line.column(column + columns - 1, kKeysARow, gap).right() - first.x, first.h};
  };
  const int marked = frame.open.scenes.marked, fresh = place_for_new_scene(frame.desk);
  const bool is_used = is_stored(frame.desk, marked), is_next = next_scene(frame.desk) == marked;
  const StripIndex desk = frame.desk.desk();
  const std::string number = std::to_string(marked);
  const auto act = [&](const SceneKey& key) {
    if (is_pressed(frame, key)) frame.edits.act(key.control);
  };
  act({place(0, 0, 2), "Recall " + number, of_scene(frame, marked, Param::scene_recall), is_used});
  const SceneKey next{place(0, 2), "Set next", frame.id(desk, Param::scene_next), is_used && !is_next};
  if (is_pressed(frame, next)) frame.edits.set(next.control, static_cast<float>(marked));

  const SceneKey store_new{place(1, 0), "Store new", of_scene(frame, std::max(1, fresh), Param::scene_store),
                           fresh > 0};
  if (fresh != marked && is_pressed(frame, store_new)) {
    frame.edits.act(store_new.control);
    frame.open.scenes.marked = fresh;
  }
  act({place(1, 1), "Update CUR", frame.id(desk, Param::scene_update), current_scene(frame.desk) > 0});
  const SceneKey rename{place(1, 2), "Rename", of_scene(frame, marked, Param::name), is_used};
  if (is_pressed(frame, rename)) open_entry(frame, rename.control, rename.rect);

  const SceneKey store{place(2, 0, 2), (is_used ? "Store over " : "Store as ") + number,
                       of_scene(frame, marked, Param::scene_store), true};
  if (is_used ? is_held_long(frame, store) : is_pressed(frame, store)) frame.edits.act(store.control);
  const SceneKey remove{place(2, 2), "Delete", of_scene(frame, marked, Param::scene_delete), is_used};
  if (is_held_long(frame, remove)) frame.edits.act(remove.control);
}

// Before the first scene: what to do, and the one button that does it.
void show_beginning(Frame& frame, Rect rect) {
  constexpr float kLine = 24, kButton = 44;
  Rect middle = rect.middle(std::min(rect.w, 560.0f), 3 * kLine + frame.fingers.size(kButton) + 16);
  frame.canvas.text(middle.take_top(kLine + 8), "No scene is stored yet",
                    {Face::semi18, theme::kTextHigh, theme::kPanel, Align::center});
  frame.canvas.text(middle.take_top(kLine), "Dial the mix for the first song and store it.",
                    {Face::sans13, theme::kTextMid, theme::kPanel, Align::center});
  frame.canvas.text(middle.take_top(kLine), "GO brings one scene after the other; undo takes a recall back.",
                    {Face::sans13, theme::kTextMid, theme::kPanel, Align::center});
  const ControlId store = of_scene(frame, 1, Param::scene_store);
  const Rect place = middle.take_bottom(frame.fingers.size(kButton));
  const Touch pointer =
      button(frame, place.middle(220, place.h), {"store first", 0}, "Store scene 1", lit(theme::kAccent));
  reach(frame, store);
  if (!pointer.pressed) return;
  frame.edits.act(store);
  frame.open.scenes.marked = 1;
}

}  // namespace

void show_scenes_page(Frame& frame, Rect rect) {
  constexpr float kLeastList = 320, kWidestList = 520, kListShare = 0.36f;
  frame.canvas.fill(rect, theme::kPanel);
  Rect area = rect.inset(16, 8);
  Rect heading = area.take_top(frame.fingers.row(metrics::kPageHeading));
  area.take_top(frame.fingers.gap / 2);
  frame.canvas.text(heading.take_left(112), "Scenes", {Face::semi22, theme::kTextHigh, theme::kPanel});
  if (stored_scenes(frame.desk) == 0) return show_beginning(frame, area);
  // Fingers that set safes need the whole page for them.
  if (frame.fingers.any() && frame.open.scenes.sets_safes) return show_recall_preview(frame, heading, area);
  const float list = std::clamp(kListShare * area.w, kLeastList, kWidestList);
  Rect left = area.take_left(list);
  area.take_left(kBetween);
  heading.take_left(list - 112 + kBetween);
  const Rect keys = left.take_bottom(keys_height(frame.fingers));
  left.take_bottom(frame.fingers.space(metrics::kPadding));
  show_list(frame, left);
  show_keys(frame, keys);
  show_recall_preview(frame, heading, area);
}

}  // namespace headroom::display
