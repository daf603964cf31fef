#include "surfaces/display/views/patch_page.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "surfaces/display/model/source_names.h"
#include "surfaces/display/widgets/button.h"
#include "surfaces/display/widgets/control_cell.h"
#include "surfaces/display/widgets/scroll_bar.h"

namespace headroom::display {
namespace {

constexpr float kColumnWide = 28, kRowHigh = 24;
constexpr float kNumbersHigh = 28, kNamesHigh = 132;  // the columns' headings: of inputs, of lanes
constexpr float kRowName = 176, kRowSource = 132, kLamp = 16;

// The part of the grid in sight, and where it lies.
struct Window {
  Rect cells, names, heads;  // the cells; the rows' names at their left; the columns' above
  int first_row, first_column, rows, columns;
  float column_wide, row_high;  // of a cell
  bool has_backups;             // a column for them among the names

  Rect cell(int row, int column) const {
    return {cells.x + column_wide * static_cast<float>(column - first_column),
            cells.y + row_high * static_cast<float>(row - first_row), column_wide, row_high};
  }
  Rect row_name(int row) const { return {names.x, cell(row, first_column).y, names.w, row_high}; }
  Rect head(int column) const { return {cell(first_row, column).x, heads.y, column_wide, heads.h}; }
};

struct Cell {
  int row, column;
};

bool is_inputs(const PatchGrid& grid) { return grid.param == Param::input; }

// Cuts the scroll bars off, and scrolls. `area` holds the whole grid with its names.
Window window_of(Frame& frame, Rect area, const PatchGrid& grid) {
  PatchView& view = frame.open.patch;
  Window window{};
  const Fingers& fingers = frame.fingers;
  window.column_wide = fingers.row(kColumnWide), window.row_high = fingers.row(kRowHigh);
  // On a small page fingers need the room for the cells: backups are found on the channels' pages.
  constexpr float kWide = 1200;
  window.has_backups = is_inputs(grid) && (!fingers.any() || area.w >= kWide);
  window.names = area.take_left(kLamp + kRowName + kRowSource * (window.has_backups ? 2 : 1) +
                                fingers.space(metrics::kPadding) * (window.has_backups ? 3 : 2));
  const float bar = fingers.size(kScrollBar);
  const Rect right = area.take_right(bar), foot = area.take_bottom(bar);
  area.take_right(fingers.gap), area.take_bottom(fingers.gap);
  window.heads = area.take_top(is_inputs(grid) ? kNumbersHigh : kNamesHigh);
  const Scrolled rows{grid.rows(), static_cast<int>(area.h / window.row_high)},
      columns{grid.columns(), static_cast<int>(area.w / window.column_wide)};
  view.first_row =
      scroll_bar(frame.canvas, {right.x, area.y, right.w, area.h}, {"patch rows", 0}, view.first_row, rows);
  view.first_column =
      scroll_bar(frame.canvas, {area.x, foot.y, area.w, foot.h}, {"patch columns", 0}, view.first_column, columns);
  view.first_row =
      scrolled_by(view.first_row, rows, wheel_over(frame.canvas, {window.names.x, area.y, window.names.w, area.h}));
  window.first_row = static_cast<int>(view.first_row);
  window.first_column = static_cast<int>(view.first_column);
  window.rows = std::min(rows.shown, rows.count - window.first_row);
  window.columns = std::min(columns.shown, columns.count - window.first_column);
  window.cells = {area.x, area.y, window.column_wide * static_cast<float>(window.columns),
                  window.row_high * static_cast<float>(window.rows)};
  return window;
}

std::string receiver_name(const Frame& frame, StripIndex receiver) {
  const std::string place = frame.desk.table().standard_name(receiver), name = frame.desk.show().strip_name(receiver);
  if (name == place) return name;
  return std::to_string(frame.desk.table().strip(receiver).number) + "  " + name;
}

// What a click would join: "In 9 to Lead Vox".
std::string joint_words(const Frame& frame, const PatchGrid& grid, Cell cell) {
  const float value = grid.sources[static_cast<size_t>(cell.column)];
  const std::string source = is_inputs(grid) ? input_name(value) : tap_name(frame.desk, value);
  return source + " to " + frame.desk.show().strip_name(grid.receivers[static_cast<size_t>(cell.row)]);
}

// Turns the page's two sides, jumps along the columns, and says what lies under the pointer.
void show_heading(Frame& frame, Rect rect, const PatchGrid& grid, const std::optional<Cell>& under) {
  PatchView& view = frame.open.patch;
  const Fingers& fingers = frame.fingers;
  const float gap = fingers.space(metrics::kGap);
  frame.canvas.text(rect.take_left(80), "Patch", {Face::semi22, theme::kTextHigh, theme::kPanel});
  constexpr const char* kSides[] = {"Inputs", "Outputs"};
  for (const PatchSide side : {PatchSide::inputs, PatchSide::outputs}) {
    const bool is_shown = view.side == side;
    if (button(frame, rect.take_left(88).middle(88, fingers.size(32)), {"patch side", static_cast<uint32_t>(side)},
               kSides[static_cast<int>(side)], is_shown ? lit(theme::kAccent, theme::kInk) : unlit())
            .pressed &&
        !is_shown)
      view = {.side = side};
    rect.take_left(gap);
  }
  rect.take_left(16);
  Rect words = rect.take_right(272);
  const auto marks = marks_of(frame.desk, grid);
  for (size_t i = 0; i < marks.size() && marks.size() > 1 && rect.w >= 72 + gap; ++i) {
    if (button(frame, rect.take_left(72).middle(72, fingers.size(24)), {"patch mark", static_cast<uint32_t>(i)},
               marks[i].name, unlit(Face::semi11))
            .pressed)
      view.first_column = static_cast<float>(marks[i].column);
    rect.take_left(gap);
  }
  if (under)
    frame.canvas.text(words, joint_words(frame, grid, *under),
                      {Face::semi13, theme::kTextHigh, theme::kPanel, Align::right});
}

void show_column_heads(Frame& frame, const Window& window, const PatchGrid& grid, const std::optional<Cell>& under) {
  Canvas& canvas = frame.canvas;
  for (int column = window.first_column; column < window.first_column + window.columns; ++column) {
    const Rect head = window.head(column);
    const bool is_under = under && under->column == column;
    const Color ground = is_under ? theme::kSelected : theme::kPanel;
    if (is_under) canvas.fill(head, ground);
    const bool is_missing = is_missing_source(frame.desk, grid, column);
    const TextStyle style{Face::semi11,
                          is_missing ? theme::kWarning
                          : is_under ? theme::kTextHigh
                                     : theme::kTextMid,
                          ground, Align::center};
    const std::string name = source_name(frame.desk, grid, column);
    if (is_inputs(grid))
      canvas.text(head, name, style);
    else
      canvas.upward_text(head.inset(0, 4), name, style);
  }
}

void show_row_name(Frame& frame, Rect row, const PatchGrid& grid, int index, bool is_under, bool has_backups) {
  Canvas& canvas = frame.canvas;
  const StripIndex receiver = grid.receivers[static_cast<size_t>(index)];
  const Color ground = is_under ? theme::kSelected : theme::kPanel;
  if (is_under) canvas.fill(row, ground);
  const Point lamp{row.take_left(kLamp).center()};
  const bool is_heard = has_signal(frame.desk, grid, index);
  canvas.circle(lamp, is_heard ? 4.0f : 3.5f, is_heard ? theme::kGo : theme::kTextOff, is_heard);
  const bool is_missing = is_missing_receiver(frame.desk, grid, index);
  canvas.text(row.take_left(kRowName), receiver_name(frame, receiver) + (is_missing ? " · missing" : ""),
              {Face::sans13, is_missing ? theme::kWarning : theme::kTextHigh, ground});
  row.take_left(metrics::kPadding);
  control_value(frame, row.take_left(kRowSource), frame.id(receiver, grid.param));
  if (!has_backups) return;
  row.take_left(frame.fingers.space(metrics::kPadding));
  control_value(frame, row.take_left(kRowSource), frame.id(receiver, Param::input_backup));
}

void show_rows(Frame& frame, const Window& window, const PatchGrid& grid, const std::optional<Cell>& under) {
  Rect head{window.names.x, window.cells.y - kNumbersHigh, window.names.w, kNumbersHigh};
  head.take_left(kLamp + kRowName + metrics::kPadding);
  const TextStyle style{Face::sans11, theme::kTextMid, theme::kPanel, Align::center};
  frame.canvas.text(head.take_left(kRowSource), is_inputs(grid) ? "input" : "carries", style);
  head.take_left(frame.fingers.space(metrics::kPadding));
  if (window.has_backups) frame.canvas.text(head.take_left(kRowSource), "backup", style);
  for (int row = window.first_row; row < window.first_row + window.rows; ++row)
    show_row_name(frame, window.row_name(row), grid, row, under && under->row == row, window.has_backups);
}

void show_ground(Canvas& canvas, const Window& window, const PatchGrid& grid, const DeskCopy& desk,
                 const std::optional<Cell>& under) {
  const Rect cells = window.cells;
  canvas.fill(cells, theme::kApp);
  for (int column = window.first_column; column < window.first_column + window.columns; ++column)
    if (is_missing_source(desk, grid, column))
      canvas.hatch({window.cell(window.first_row, column).x, cells.y, window.column_wide, cells.h}, theme::kStrip);
  if (under) {
    canvas.fill({cells.x, window.cell(under->row, under->column).y, cells.w, window.row_high}, theme::kStrip);
    canvas.fill({window.cell(under->row, under->column).x, cells.y, window.column_wide, cells.h}, theme::kStrip);
  }
  for (int column = window.first_column; column <= window.first_column + window.columns; ++column) {
    const bool is_edge = column == grid.columns() || starts_group(desk, grid, column);
    canvas.vertical_line(window.cell(0, column).x, cells.y, cells.bottom(), is_edge ? theme::kTextOff : theme::kGrid);
  }
  constexpr int kGroup_rows = 8;
  for (int row = window.first_row; row <= window.first_row + window.rows; ++row)
    canvas.horizontal_line(cells.x, cells.right(), window.cell(row, 0).y,
                           row % kGroup_rows == 0 ? theme::kTextOff : theme::kGrid);
}

// A source that is patched: filled; a missing one says so by its colour and a mark; a backup is hollow.
void show_joints(Frame& frame, const Window& window, const PatchGrid& grid) {
  Canvas& canvas = frame.canvas;
  const auto place_of = [&](int row, float value) -> std::optional<Rect> {
    const int column = grid.column_of(value);
    if (column < window.first_column || column >= window.first_column + window.columns) return std::nullopt;
    return window.cell(row, column).inset(4);
  };
  for (int row = window.first_row; row < window.first_row + window.rows; ++row) {
    const StripIndex receiver = grid.receivers[static_cast<size_t>(row)];
    if (is_inputs(grid))
      if (const auto backup = place_of(row, frame.edits.shown(frame.id(receiver, Param::input_backup))))
        canvas.frame(*backup, theme::kAccent, 2, metrics::kButtonRadius);
    const float value = frame.edits.shown(frame.id(receiver, grid.param));
    const auto joint = place_of(row, value);
    if (!joint) continue;
    const bool is_missing =
        (is_inputs(grid) && is_missing_input(frame.desk.status(), value)) || is_missing_receiver(frame.desk, grid, row);
    const Color fill = is_missing ? theme::kWarning : theme::kAccent;
    canvas.fill(*joint, fill, metrics::kButtonRadius);
    if (is_missing) canvas.text(*joint, "!", {Face::semi11, theme::kInk, fill, Align::center});
  }
}

// The cell under the pointer; a click there patches it, or takes it out again.
std::optional<Cell> touch_cells(Frame& frame, const Window& window, const PatchGrid& grid) {
  if (window.cells.is_empty()) return std::nullopt;
  const Touch pointer = touch(frame.canvas, window.cells, {"patch cells", 0});
  for (int row = window.first_row; row < window.first_row + window.rows; ++row)
    reach(frame, frame.id(grid.receivers[static_cast<size_t>(row)], grid.param));
  PatchView& view = frame.open.patch;
  const Scrolled rows{grid.rows(), window.rows}, columns{grid.columns(), window.columns};
  if (pointer.wheel_across != 0)
    view.first_column = scrolled_by(view.first_column, columns, pointer.wheel_across);
  else if (pointer.wheel != 0)
    view.first_row = scrolled_by(view.first_row, rows, pointer.wheel);
  view.first_row = drawn_by(view.first_row, rows, pointer.drawn.y, window.row_high);
  view.first_column = drawn_by(view.first_column, columns, pointer.drawn.x, window.column_wide);
  if ((!pointer.hovered && !pointer.held && !pointer.tapped) || !window.cells.contains(pointer.at)) return std::nullopt;
  const Cell cell{window.first_row + static_cast<int>((pointer.at.y - window.cells.y) / window.row_high),
                  window.first_column + static_cast<int>((pointer.at.x - window.cells.x) / window.column_wide)};
  if (pointer.tapped) {
    const ControlId control = frame.id(grid.receivers[static_cast<size_t>(cell.row)], grid.param);
    const float source = grid.sources[static_cast<size_t>(cell.column)];
    frame.edits.set(control, frame.edits.shown(control) == source ? 0.0f : source);
  }
  return cell;
}

}  // namespace

void show_patch_page(Frame& frame, Rect rect) {
  frame.canvas.fill(rect, theme::kPanel);
  Rect area = rect.inset(16, 8);
  const Rect heading = area.take_top(frame.fingers.row(metrics::kPageHeading));
  const PatchGrid grid = patch_grid(frame.desk, frame.open.patch.side);
  const Window window = window_of(frame, area, grid);
  const std::optional<Cell> under = touch_cells(frame, window, grid);
  show_ground(frame.canvas, window, grid, frame.desk, under);
  show_joints(frame, window, grid);
  if (under)
    frame.canvas.frame(window.cell(under->row, under->column).inset(2), theme::kTextHigh, 1, metrics::kButtonRadius);
  show_column_heads(frame, window, grid, under);
  show_rows(frame, window, grid, under);
  show_heading(frame, heading, grid, under);
}

}  // namespace headroom::display
