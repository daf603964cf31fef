#include "surfaces/display/views/scene_bar.h"

#include <algorithm>
#include <string>

#include "console/lock.h"
#include "surfaces/display/model/scene_list.h"
#include "surfaces/display/widgets/button.h"
#include "surfaces/display/widgets/hold_button.h"

namespace headroom::display {
namespace {

constexpr float kHigh = 32, kLeastPlace = 112, kWidestPlace = 264, kGoKey = 64, kBackKey = 36, kSpace = 8;

// One of the two places of a scene: what it is in a word, its number, and its name as far as there is room.
struct Place {
  const char* word;
  Color color;
  int scene;
  const char* without;  // what is said while there is none
};

// A press leads to the scenes.
void show_place(Frame& frame, Rect rect, TouchId id, const Place& place) {
  Canvas& canvas = frame.canvas;
  const Touch pointer = touch(canvas, rect, id);
  if (pointer.pressed && frame.open.page != Page::scenes) turn_to(frame.open, Page::scenes);
  const Color ground = pointer.hovered ? theme::kRaised : theme::kPanel;
  canvas.fill(rect, ground, metrics::kButtonRadius);
  canvas.frame(rect, place.color, 2, metrics::kButtonRadius);
  Rect inner = rect.inset(kSpace, 0);
  inner.take_left(canvas.text(inner, place.word, {Face::semi11, place.color, ground}) + kSpace);
  if (place.scene == 0) {
    canvas.text(inner, place.without, {Face::sans13, theme::kTextMid, ground});
    return;
  }
  inner.take_left(canvas.text(inner, std::to_string(place.scene), {Face::semi15, theme::kTextHigh, ground}) +
                  metrics::kGap);
  const std::string name = scene_name_alone(frame.desk, place.scene);
  canvas.text(
      inner, name,
      {canvas.text_width(Face::semi15, name) <= inner.w ? Face::semi15 : Face::semi13, theme::kTextHigh, ground});
}

// While the structure is locked GO is held for a second. A desk that is locked whole refuses, and says so.
void show_go(Frame& frame, Rect rect) {
  const ControlId go = frame.id(frame.desk.desk(), Param::scene_go);
  const Lock lock = lock_of(frame.desk.show());
  const bool can = next_scene(frame.desk) != 0 && lock != Lock::full;
  const Touch pointer =
      button(frame, rect, {"go", 0}, "GO", can ? lit(theme::kGo, theme::kInk, Face::semi15) : unlit(Face::semi15));
  reach(frame, go);
  point_at(frame, pointer, go);
  const bool is_held = lock == Lock::structure;
  if (is_held && can) hold_ring(frame.canvas, rect.center(), std::min(rect.w, rect.h) / 2 - 2, pointer);
  if (is_held ? pointer.held_long : pointer.pressed) frame.edits.act(go);
}

void show_back(Frame& frame, Rect rect) {
  const ControlId back = frame.id(frame.desk.desk(), Param::scene_back);
  const Touch pointer = button(frame, rect, {"scene back", 0}, "", unlit());
  const Point middle = rect.center();
  frame.canvas.triangle({middle.x - 5, middle.y}, {middle.x + 4, middle.y - 5}, {middle.x + 4, middle.y + 5},
                        theme::kTextMid);
  reach(frame, back);
  point_at(frame, pointer, back);
  if (pointer.pressed) frame.edits.act(back);
}

float keys_width(const Fingers& fingers) {
  return fingers.urgent_size(kGoKey) + fingers.size(kBackKey) + 3 * fingers.space(kSpace);
}

}  // namespace

float least_scene_bar(const Fingers& fingers) { return 2 * fingers.size(kLeastPlace) + keys_width(fingers); }

void show_scene_bar(Frame& frame, Rect rect) {
  const Fingers& fingers = frame.fingers;
  const float gap = fingers.space(kSpace), high = fingers.size(kHigh);
  const float place = std::min(kWidestPlace, (rect.w - keys_width(fingers)) / 2);
  const bool is_empty = stored_scenes(frame.desk) == 0;
  const auto next = [&](float width, float height) {
    const Rect piece = rect.take_left(width).middle(width, height);
    rect.take_left(gap);
    return piece;
  };
  show_place(frame, next(place, high), {"scene current", 0},
             {"CUR", theme::kCurrent, current_scene(frame.desk), "No scene"});
  show_place(frame, next(place, high), {"scene next", 0},
             {"NEXT", theme::kGo, next_scene(frame.desk), is_empty ? "Store one" : "None"});
  const float go = fingers.urgent_size(kGoKey);
  show_go(frame, next(go, fingers.urgent_size(kHigh)));
  show_back(frame, next(fingers.size(kBackKey), high));
}

}  // namespace headroom::display
