#include "surfaces/display/views/undo_sheet.h"

#include <algorithm>
#include <string>

#include "console/link/undo_list.h"
#include "io/clock_text.h"
#include "surfaces/display/input/control_touch.h"
#include "surfaces/display/views/sheet.h"
#include "surfaces/display/widgets/scroll_bar.h"

namespace headroom::display {
namespace {

constexpr float kWidth = 800, kEdge = 24, kHeading = 40, kFoot = 24;
constexpr float kTime = 80, kWhat = 232, kHand = 160;
constexpr int kMostRows = 20;

// A row of the sheet: a gesture, or one of the two that are none.
struct Row {
  enum class Kind { undone, now, done, before_all } kind;
  const UndoLine* line = nullptr;
};

std::vector<Row> rows_of(const UndoList& list, const Table& table) {
  std::vector<Row> rows;
  const auto add = [&](uint32_t i, Row::Kind kind) {
    if (list.lines[i].control < table.size()) rows.push_back({kind, &list.lines[i]});
  };
  for (uint32_t i = 0; i < list.undone; ++i) add(i, Row::Kind::undone);
  rows.push_back({Row::Kind::now});
  for (uint32_t i = list.undone; i < list.count; ++i) add(i, Row::Kind::done);
  if (list.older == 0) rows.push_back({Row::Kind::before_all});
  return rows;
}

std::string value_words(const DeskCopy& desk, const UndoLine& line, bool after) {
  if (desk.table().row(line.control).unit != Unit::text)
    return shown_value(desk, line.control, after ? line.to : line.from);
  const std::string text = after ? read_text(line.text_to) : read_text(line.text_from);
  return text.empty() ? "no name" : text;
}

// Whose hand it was, as long as there is room for it: the person, else the kind of hand.
std::string author_words(const Canvas& canvas, const Author& author, float width) {
  const std::string hand = hand_words(author.kind), user = read_text(author.user);
  const std::string both = user.empty() ? hand : user + ", " + hand;
  return canvas.text_width(Face::sans13, both) <= width ? both : hand;
}

void show_gesture(Frame& frame, Rect row, const UndoLine& line, Color ink, Color quiet, Color ground) {
  Canvas& canvas = frame.canvas;
  const Table& table = frame.desk.table();
  canvas.text(row.take_left(kTime), clock_text(static_cast<int64_t>(line.when_ns / 1'000'000'000)),
              {Face::mono13, quiet, ground});
  canvas.text(row.take_right(kHand), author_words(canvas, line.author, kHand), {Face::sans13, quiet, ground});
  canvas.text(row.take_left(kWhat),
              words_of(line, table, [&](StripIndex strip) { return frame.desk.show().strip_name(strip); }),
              {Face::sans13, ink, ground});
  if (!line.did[0])
    canvas.text(row, value_words(frame.desk, line, false) + " to " + value_words(frame.desk, line, true),
                {Face::sans13, ink, ground});
  else
    canvas.text(row, std::to_string(line.changes) + (line.changes == 1 ? " control" : " controls"),
                {Face::sans13, ink, ground});
}

void show_now(Canvas& canvas, Rect row) {
  canvas.text(row.take_left(kTime), "now", {Face::semi11, theme::kAccent, theme::kPanel});
  canvas.fill(row.middle(row.w, 2), theme::kAccent);
}

}  // namespace

void show_undo_sheet(Frame& frame, Rect page) {
  const UndoList& list = frame.desk.undo();
  const std::vector<Row> all = rows_of(list, frame.desk.table());
  const float row_high = frame.fingers.row(metrics::kListRow), fixed = 2 * kEdge + kHeading + kFoot;
  const int fit = static_cast<int>((page.h - 32 - fixed) / row_high);
  const Scrolled rows{static_cast<int>(all.size()), std::min({kMostRows, fit, static_cast<int>(all.size())})};
  const Rect rect = page.middle(std::min(kWidth, page.w - 32), fixed + row_high * static_cast<float>(rows.shown));
  sheet(frame, "undo list", rect, theme::kLine, [&](Frame& above) {
    Canvas& canvas = above.canvas;
    Rect inner = rect.inset(kEdge);
    canvas.text(inner.take_top(kHeading), "Undo list", {Face::semi18, theme::kTextHigh, theme::kPanel});
    Rect foot = inner.take_bottom(kFoot);
    canvas.text(foot, "A click brings the desk to where it stood right after that line.",
                {Face::sans11, theme::kTextMid, theme::kPanel});
    if (list.older > 0)
      canvas.text(foot, std::to_string(list.older) + " older: Ctrl+Z",
                  {Face::sans11, theme::kTextMid, theme::kPanel, Align::right});
    float& first_row = above.open.undo_first;
    const Rect bar = inner.take_right(rows.is_whole() ? 0 : above.fingers.size(kScrollBar));
    inner.take_right(rows.is_whole() ? 0 : std::max(8.0f, above.fingers.gap));
    first_row = scroll_bar(canvas, bar, {"undo bar", 0}, first_row, rows);
    const ListTouch list_touch = touch_list(canvas, inner, {"undo rows", 0}, first_row, rows, row_high);
    first_row = list_touch.first;
    const int first = static_cast<int>(first_row);
    for (int i = first; i < std::min(rows.count, first + rows.shown); ++i) {
      const Row& one = all[static_cast<size_t>(i)];
      const Rect row = above.fingers.inside(inner.take_top(row_high));
      if (one.kind == Row::Kind::now) {
        show_now(canvas, row.inset(8, 0));
        continue;
      }
      const Touch pointer = touch(canvas, row, {"undo line", static_cast<uint32_t>(i)});
      const Color ground = pointer.hovered ? theme::kSelected : theme::kPanel;
      canvas.fill(row, ground, metrics::kButtonRadius);
      const bool is_undone = one.kind == Row::Kind::undone;
      if (one.line)
        show_gesture(above, row.inset(8, 0), *one.line, is_undone ? theme::kTextMid : theme::kTextHigh, theme::kTextMid,
                     ground);
      else
        canvas.text(row.inset(8, 0), "before all of these", {Face::sans13, theme::kTextMid, ground});
      if (list_touch.takes(pointer, row)) above.edits.undo_to(one.line ? one.line->number : 0);
    }
  });
  close_when_left(frame, frame.open.undo_list, rect);
}

}  // namespace headroom::display
