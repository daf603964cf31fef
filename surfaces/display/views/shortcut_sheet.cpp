#include "surfaces/display/views/shortcut_sheet.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "surfaces/display/input/shortcuts.h"
#include "surfaces/display/views/sheet.h"

namespace headroom::display {
namespace {

constexpr float kRow = 22, kKeys = 128, kColumn = 424, kColumnGap = 24, kEdge = 24, kHeading = 40;

void show_row(Canvas& canvas, Rect row, std::string_view keys, std::string_view deed) {
  canvas.text(row.take_left(kKeys), keys, {Face::mono13, theme::kTextHigh, theme::kPanel});
  canvas.text(row, deed, {Face::sans13, theme::kTextMid, theme::kPanel});
}

}  // namespace

void show_shortcut_sheet(Frame& frame, Rect page) {
  struct Row {
    std::string_view keys, deed;
  };
  std::vector<Row> rows;
  for (const Shortcut& shortcut : shortcuts()) rows.push_back({shortcut.keys, shortcut.deed});
  for (const Gesture& gesture : gestures()) rows.push_back({gesture.hand, gesture.deed});
  const size_t a_column = (rows.size() + 1) / 2;
  const Rect rect =
      page.middle(2 * kColumn + kColumnGap + 2 * kEdge, 2 * kEdge + kHeading + kRow * static_cast<float>(a_column));
  sheet(frame, "shortcuts", rect, theme::kLine, [&](Frame& above) {
    Rect inner = rect.inset(kEdge);
    above.canvas.text(inner.take_top(kHeading), "Keys", {Face::semi18, theme::kTextHigh, theme::kPanel});
    for (size_t i = 0; i < rows.size(); ++i) {
      const Rect column = inner.column(static_cast<int>(i / a_column), 2, kColumnGap);
      show_row(above.canvas, {column.x, column.y + kRow * static_cast<float>(i % a_column), column.w, kRow},
               rows[i].keys, rows[i].deed);
    }
  });
  close_when_left(frame, frame.open.shortcuts, rect);
}

}  // namespace headroom::display
