#include "surfaces/display/views/record_box.h"

#include <string>

#include "surfaces/display/model/recording.h"
#include "surfaces/display/widgets/button.h"
#include "surfaces/display/widgets/record_dot.h"

namespace headroom::display {
namespace {

constexpr float kDot = 15;

}  // namespace

void show_record_box(Frame& frame, Rect rect) {
  Canvas& canvas = frame.canvas;
  const RecordStatus& recording = frame.desk.recording();
  const Touch pointer = touch(canvas, rect, {"record box", 0});
  if (pointer.pressed && frame.open.page != Page::record) turn_to(frame.open, Page::record);
  const bool runs = recording.is_recording, is_armed = recording.armed_lanes > 0;
  const Color ground = runs ? theme::kRecord : pointer.hovered ? theme::kRaisedHover : theme::kRaised;
  const Color ink = runs ? theme::kInk : theme::kTextHigh, quiet = runs ? theme::kInk : theme::kTextMid;
  canvas.fill(rect, ground, metrics::kButtonRadius);
  Rect lines = rect.inset(metrics::kPadding, 0).middle(rect.w - 2 * metrics::kPadding, 32);
  Rect above = lines.take_top(16);
  if (runs || is_armed)
    record_dot(canvas, {above.take_left(kDot).x + 5, above.center().y}, 5, runs, runs ? theme::kInk : theme::kRecord);
  const std::string count = is_armed ? "REC " + std::to_string(recording.armed_lanes) : "REC";
  canvas.text(above, count, {Face::semi11, ink, ground});
  const TextStyle at_right{Face::mono11, quiet, ground, Align::right};
  if (runs) canvas.text(above, taken_text(frame.desk), at_right);
  if (!runs && !is_armed) canvas.text(above, "none armed", {Face::sans11, quiet, ground, Align::right});
  Rect below = lines;
  if (recording.lost_frames == 0) {
    canvas.text(below, left_text(recording) + " left", at_right);
    return;
  }
  canvas.text(below, left_text(recording), at_right);
  canvas.fill({below.x, below.y + 1, 14, 14}, theme::kWarning, 2);
  canvas.text(below.take_left(14), "!", {Face::semi11, theme::kInk, theme::kWarning, Align::center});
  below.take_left(metrics::kGap);
  canvas.text(below, lost_text(recording), {Face::mono11, ink, ground});
}

}  // namespace headroom::display
