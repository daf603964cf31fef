#include "surfaces/display/views/sends.h"

#include <algorithm>
#include <string>

#include "console/curve.h"
#include "surfaces/display/widgets/bars.h"
#include "surfaces/display/widgets/button.h"

namespace headroom::display {
namespace {

constexpr int kSendsShown = 8;
constexpr float kName = 92, kValue = 60, kTap = 32;

// One send: name, drag bar, value, and where it is taken from.
void show_send(Frame& frame, Rect row, StripIndex target, ControlId level, ControlId tap, uint32_t number) {
  Canvas& canvas = frame.canvas;
  canvas.text(row.take_left(kName), frame.desk.show().strip_name(target),
              {Face::sans13, theme::kTextMid, theme::kPanel});
  const Rect tap_place = row.take_right(kTap);
  const Rect value_place = row.take_right(kValue);
  const float value = frame.edits.shown(level);
  const ControlRow& control_row = frame.desk.table().row(level);
  const bool is_off = value <= kOff_dB;
  drag_control(frame, touch(canvas, row, {"send", number}), level, Axis::horizontal, row.w, row);
  const Rect bar = row.middle(row.w, 14);
  canvas.fill(bar, theme::kWell);
  const Rect filled{bar.x, bar.y, bar.w * position_of(control_row, value), bar.h};
  const SendTap listens = tap == kNoControl ? SendTap::post_fader : send_tap_of(frame.edits.shown(tap));
  if (is_before_fader(listens))
    canvas.frame(filled, theme::kPre);
  else
    canvas.fill(filled, theme::kPost);
  canvas.text(value_place, shown_value(control_row, value, false),
              {Face::mono13, is_off ? theme::kTextMid : theme::kTextHigh, theme::kPanel, Align::right});
  if (tap == kNoControl) return;
  const Touch pointer = touch(canvas, tap_place, {"send tap", number});
  constexpr const char* kWords[] = {"eq", "pre", "post", "pan"};  // the order of SendTap
  const int count = static_cast<int>(std::size(kWords)), now = static_cast<int>(listens);
  if (pointer.pressed) frame.edits.set(tap, static_cast<float>((now + 1) % count));
  canvas.text(tap_place, kWords[now],
              {Face::sans11, pointer.hovered ? theme::kTextHigh : theme::kTextMid, theme::kPanel, Align::right});
}

// Pages when there are more.
void show_pages(Frame& frame, Rect heading, int count) {
  const int pages = (count + kSendsShown - 1) / kSendsShown;
  frame.open.sends_page = std::clamp(frame.open.sends_page, 0, std::max(0, pages - 1));
  for (int page = pages - 1; page >= 0 && pages > 1; --page) {
    const std::string words =
        std::to_string(page * kSendsShown + 1) + "–" + std::to_string(std::min(count, (page + 1) * kSendsShown));
    if (button(frame, heading.take_right(48).middle(48, 24), {"sends page", static_cast<uint32_t>(page)}, words,
               page == frame.open.sends_page ? lit(theme::kAccent, theme::kInk, Face::semi11) : unlit(Face::semi11))
            .pressed)
      frame.open.sends_page = page;
    heading.take_right(4);
  }
}

}  // namespace

bool has_sends(const Frame& frame, StripIndex strip) {
  return frame.desk.has(strip, Param::send_level) || frame.desk.has(strip, Param::to_matrix) ||
         frame.desk.has(strip, Param::pan);
}

void show_sends(Frame& frame, Rect column, StripIndex strip) {
  const bool to_auxes = frame.desk.has(strip, Param::send_level);
  const Param level = to_auxes ? Param::send_level : Param::to_matrix;
  const StripKind kind = to_auxes ? kAux : kMatrix;
  const int count = frame.desk.has(strip, level) ? frame.desk.table().count_of(kind) : 0;
  Rect heading = column.take_top(24);
  if (count > 0) title(frame, heading.take_left(128), to_auxes ? "SENDS · dB" : "MATRIX SENDS · dB");
  show_pages(frame, heading, count);
  column.take_top(4);
  const int first = frame.open.sends_page * kSendsShown;
  for (int i = first; i < std::min(count, first + kSendsShown); ++i)
    show_send(frame, column.take_top(metrics::kButtonRow), frame.desk.table().strip_of(kind, i + 1),
              frame.id(strip, level, i), to_auxes ? frame.id(strip, Param::send_tap, i) : kNoControl,
              strip * 64u + static_cast<uint32_t>(i));
  if (!frame.desk.has(strip, Param::pan)) return;
  Rect row = column.take_bottom(24);
  const ControlId pan = frame.id(strip, Param::pan);
  frame.canvas.text(row.take_left(kName), frame.desk.table().row(pan).name,
                    {Face::sans13, theme::kTextMid, theme::kPanel});
  row.take_right(kTap);
  value_field(frame, row.take_right(kValue), {"selected pan value", strip}, pan,
              {Face::mono13, theme::kTextHigh, theme::kPanel, Align::right});
  pan_bar(frame, row, {"selected pan", strip}, strip);
}

void show_members(Frame& frame, Rect area, StripIndex dca) {
  const Table& table = frame.desk.table();
  const int number = table.strip(dca).number - 1;
  title(frame, area.take_top(24), "MEMBERS");
  constexpr float kWidth = 104, kHeight = 24;
  const Rect whole = area;
  float x = whole.x, y = whole.y;
  for (size_t strip = 0; strip < table.strips().size(); ++strip) {
    const ControlId member = table.id(static_cast<StripIndex>(strip), Param::dca, number);
    if (member == kNoControl) continue;
    if (x + kWidth > whole.right()) x = whole.x, y += kHeight + metrics::kGap;
    if (y + kHeight > whole.bottom()) return;
    switch_button(frame, {x, y, kWidth, kHeight}, {"member", static_cast<uint32_t>(strip)}, member,
                  frame.desk.show().strip_name(static_cast<StripIndex>(strip)), theme::kAccent, Face::semi11);
    x += kWidth + metrics::kGap;
  }
}

}  // namespace headroom::display
