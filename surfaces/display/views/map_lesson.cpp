#include "surfaces/display/views/map_lesson.h"

#include <string>

#include "surfaces/display/widgets/banner.h"
#include "surfaces/display/widgets/button.h"

namespace headroom::display {
namespace {

constexpr float kBox = 36, kTeach = 72, kDone = 72, kLook = 144;
using State = MapLesson::State;

void show_box(Frame& frame, Rect row, uint32_t number, const MapLesson::Box& box) {
  row = frame.fingers.any() ? frame.fingers.inside(row) : row.inset(0, 2);
  const Rect teach = row.take_right(frame.fingers.size(kTeach));
  row.take_right(metrics::kPadding);
  const std::string words = box.driver.empty() ? box.port : box.port + ": " + box.driver;
  frame.canvas.text(row, words, {Face::sans13, theme::kTextHigh, theme::kPanel});
  if (button(frame, teach, {"teach box", number}, "Teach", unlit(Face::semi13)).pressed) frame.learning.begin(box.port);
}

}  // namespace

void show_boxes(Frame& frame, Rect rect) {
  const MapLesson& lesson = frame.learning.lesson();
  const auto say = [&](const std::string& words, Color color = theme::kTextMid) {
    if (rect.h >= metrics::kTextRow)
      frame.canvas.text(rect.take_top(metrics::kTextRow), words, {Face::sans13, color, theme::kPanel});
  };
  title(frame, rect.take_top(metrics::kTitle), "TEACH A MIDI BOX");
  if (lesson.state == State::learning || lesson.state == State::ending) return say(lesson.box + " is being taught.");
  Rect row = rect.take_top(frame.fingers.row(kBox));
  const Rect place = frame.fingers.any() ? frame.fingers.inside(row) : row.inset(0, 2);
  const char* words = lesson.state == State::looking ? "Looking" : "Look for boxes";
  if (button(frame, {place.x, place.y, kLook, place.h}, {"look for boxes", 0}, words, unlit(Face::semi13)).pressed)
    frame.learning.look_for_boxes();
  if (lesson.has_looked && lesson.boxes.empty()) say("No MIDI box is plugged in.");
  for (uint32_t i = 0; i < lesson.boxes.size() && rect.h >= 2 * frame.fingers.row(kBox); ++i)
    show_box(frame, rect.take_top(frame.fingers.row(kBox)), i, lesson.boxes[i]);
  if (!lesson.sentences.empty()) say(lesson.sentences.back(), theme::kTextHigh);
}

bool has_lesson(const Frame& frame) {
  const State state = frame.learning.lesson().state;
  return state == State::learning || state == State::ending;
}

void show_lesson(Frame& frame, Rect banner) {
  const MapLesson& lesson = frame.learning.lesson();
  frame.canvas.fill(banner, theme::kEditMode);
  banner.take_right(frame.fingers.gap / 2);
  if (banner_key(frame, banner, kDone, {"lesson done", 0}, lesson.state == State::ending ? "Ending" : "Done"))
    frame.learning.end();
  const std::string news =
      lesson.sentences.empty() ? "move a control on the screen, then one on the box" : lesson.sentences.back();
  frame.canvas.text(banner.inset(12, 0), "TEACHING " + lesson.box + " · " + news,
                    {Face::semi13, theme::kInk, theme::kEditMode});
}

}  // namespace headroom::display
