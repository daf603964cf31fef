#include "surfaces/display/views/listen.h"

#include <algorithm>
#include <string>

#include "surfaces/display/input/control_touch.h"
#include "surfaces/display/model/source_names.h"
#include "surfaces/display/widgets/button.h"

namespace headroom::display {
namespace {

constexpr float kOffer = 44, kNumber = 64, kLevel = 96;

void show_level(Canvas& canvas, Rect rect, float level_dB) {
  canvas.fill(rect, theme::kWell);
  for (const theme::MeterZone& zone : canvas.palette().zones) {
    if (level_dB <= zone.from_dBFS) break;
    const float from = rect.w * iec_deflection(zone.from_dBFS);
    canvas.fill({rect.x + from, rect.y, rect.w * iec_deflection(level_dB) - from, rect.h}, zone.color);
  }
}

void show_input(Frame& frame, Rect row, StripIndex strip) {
  const Touch pointer = touch(frame.canvas, row, {"listen", strip});
  const Color ground = pointer.hovered ? theme::kRaised : theme::kPanel;
  frame.canvas.fill(row, ground, metrics::kButtonRadius);
  Rect words = row.inset(8, 0);
  frame.canvas.text(words.take_left(kNumber), input_name(frame.desk.value(strip, Param::input)),
                    {Face::mono12, theme::kTextMid, ground});
  const LaneMeters* meters = frame.desk.meters().of(strip);
  show_level(frame.canvas, words.take_right(kLevel).middle(kLevel, 10), meters ? meters->input.peak_dB : kSilence_dB);
  words.take_right(8);
  frame.canvas.text(words, frame.desk.show().strip_name(strip), {Face::sans13, theme::kTextHigh, ground});
  const ControlId name = frame.id(strip, Param::name);
  reach(frame, name);
  point_at(frame, pointer, name);
  if (pointer.pressed) open_entry(frame, name, row);
}

void show_offer(Frame& frame, Rect& rect, StripIndex strip) {
  const Rect place = rect.take_top(frame.fingers.row(kOffer)).inset(0, std::max(4.0f, frame.fingers.gap / 2));
  const std::string words = frame.desk.show().strip_name(strip) + " just sounded: name it";
  if (button(frame, place, {"listen offer", 0}, words, lit(theme::kAccent)).pressed)
    open_entry(frame, frame.id(strip, Param::name), place);
}

}  // namespace

void show_listen(Frame& frame, Rect rect) {
  const Listening& listening = frame.desk.listening();
  title(frame, rect.take_top(metrics::kTitle), "LISTEN: MAKE A NOISE, CLICK, NAME IT");
  if (listening.offered()) show_offer(frame, rect, *listening.offered());
  if (listening.sounding().empty())
    frame.canvas.text(rect.take_top(metrics::kListRow), "Nothing sounds: speak into a microphone.",
                      {Face::sans13, theme::kTextMid, theme::kPanel});
  for (const StripIndex strip : listening.sounding()) {
    const float row = frame.fingers.row(metrics::kListRow);
    if (rect.h < row) break;
    show_input(frame, frame.fingers.inside(rect.take_top(row)), strip);
  }
}

}  // namespace headroom::display
