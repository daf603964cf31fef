#include "surfaces/display/views/pick_sheet.h"

#include <algorithm>
#include <string>
#include <utility>

#include "surfaces/display/model/picks.h"
#include "surfaces/display/views/sheet.h"
#include "surfaces/display/views/touch_keys.h"
#include "surfaces/display/widgets/scroll_bar.h"

namespace headroom::display {
namespace {

constexpr float kWidth = 360, kEdge = 12, kHeading = 18, kField = 32;
constexpr int kMostRows = 16, kWorthTyping = 12;

void show_pick(Canvas& canvas, Rect row, const Pick& pick, bool is_set, bool is_marked) {
  const Color ground = is_marked ? theme::kSelected : theme::kPanel;
  canvas.fill(row, ground, metrics::kButtonRadius);
  if (is_set) canvas.fill({row.x, row.y + 4, 3, row.h - 8}, theme::kAccent);
  Rect words = row.inset(metrics::kPadding, 0);
  const Color name = pick.is_missing ? theme::kWarning : theme::kTextHigh;
  const float width = canvas.text(words, pick.name, {Face::sans13, name, ground});
  words.take_left(width + 12);
  const std::string note = pick.is_missing ? "missing" + (pick.note.empty() ? "" : " · " + pick.note) : pick.note;
  canvas.text(words, note, {Face::semi11, pick.is_missing ? theme::kWarning : theme::kTextMid, ground, Align::right});
}

// The keys that came since the last frame move the mark; the view follows it.
void follow_keys(PickList& list, Scrolled rows) {
  list.marked = std::clamp(list.marked + list.steps, 0, std::max(0, rows.count - 1));
  if (list.steps != 0)
    list.first =
        std::clamp(list.first, static_cast<float>(list.marked - rows.shown + 1), static_cast<float>(list.marked));
  list.steps = 0;
  list.first = std::clamp(list.first, 0.0f, static_cast<float>(rows.last_first()));
}

}  // namespace

void show_pick_sheet(Frame& frame, Rect page) {
  PickList& list = *frame.open.picks;
  const std::vector<Pick> all = picks_of(frame.desk, list.control);
  const bool is_typed = static_cast<int>(all.size()) > kWorthTyping;
  const std::string_view words = list.typed.data();
  if (words != list.narrowed_by) list.narrowed_by = words, list.marked = 0, list.first = 0;
  const std::vector<Pick> picks = picks_with(all, words);
  if (list.is_new) list.fingers = needs_of_opener(frame);
  const Fingers fingers = list.fingers;
  // The keys of a hand that has nothing but the glass: beside the list, or where there is no room below it.
  const bool has_keys = is_typed && fingers.any();
  const KeySize keys = has_keys ? touch_keys_size({}, fingers) : KeySize{};
  const float keys_wide = keys.w + 2 * fingers.gap, keys_high = keys.h + 2 * fingers.gap;
  const bool are_beside = has_keys && page.w >= kWidth + keys_wide + 2 * kEdge, are_below = has_keys && !are_beside;
  const float row_high = fingers.row(metrics::kTextRow), field = fingers.size(kField);
  const int most_rows =
      fingers.any()
          ? static_cast<int>((page.h - 4 * kEdge - kHeading - field - metrics::kPadding - (are_below ? keys_high : 0)) /
                             row_high)
          : kMostRows;
  const Scrolled rows{static_cast<int>(picks.size()), std::min({kMostRows, most_rows, static_cast<int>(all.size())})};
  if (list.is_new) list.first = static_cast<float>(list.marked - rows.shown / 2);
  follow_keys(list, rows);

  const float list_high =
      2 * kEdge + kHeading + (is_typed ? field + metrics::kPadding : 0) + row_high * static_cast<float>(rows.shown);
  const float width = are_beside ? kWidth + keys_wide : std::max(kWidth, are_below ? keys.w + 2 * kEdge : 0);
  const float height = are_beside ? std::max(list_high, keys.h + 2 * kEdge) : list_high + (are_below ? keys_high : 0);
  const Rect rect = kept_inside({list.anchor.x, list.anchor.bottom() + 4, width, height}, page);
  const float now = frame.edits.shown(list.control);
  bool is_done = false;
  const auto take = [&](const Pick& pick) {
    frame.edits.set(list.control, pick.value);
    is_done = true;
  };
  sheet(frame, "picks", rect, theme::kAccent, [&](Frame& above) {
    Canvas& canvas = above.canvas;
    above.fingers = fingers;
    Rect inner = rect.inset(kEdge);
    if (has_keys) {
      const Rect board = are_beside ? inner.take_right(keys_wide) : inner.take_bottom(keys_high);
      const LastKey last =
          touch_keys(above, Rect{board.right() - keys.w, board.bottom() - keys.h, keys.w, keys.h}, {}, list.keys);
      is_done = last == LastKey::leave;
      list.is_entered |= last == LastKey::enter;
    }
    canvas.text(inner.take_top(kHeading), above.desk.table().row(list.control).name,
                {Face::sans11, theme::kTextMid, theme::kPanel});
    if (is_typed) {
      typed_field(canvas, inner.take_top(field), list.typed, list.is_new, has_keys ? &list.keys : nullptr);
      inner.take_top(metrics::kPadding);
    }
    const Rect bar = inner.take_right(rows.is_whole() ? 0 : fingers.size(kScrollBar));
    inner.take_right(rows.is_whole() ? 0 : fingers.gap);
    list.first = scroll_bar(canvas, bar, {"picks bar", 0}, list.first, rows);
    const ListTouch list_touch = touch_list(canvas, inner, {"picks", 0}, list.first, rows, row_high);
    list.first = list_touch.first;
    const int first = static_cast<int>(list.first);
    for (int i = first; i < std::min(rows.count, first + rows.shown); ++i) {
      const Pick& pick = picks[static_cast<size_t>(i)];
      const Rect row = fingers.inside(inner.take_top(row_high));
      const Touch pointer = touch(canvas, row, {"pick", static_cast<uint32_t>(i)});
      show_pick(canvas, row, pick, pick.value == now, i == list.marked || pointer.hovered);
      if (list_touch.takes(pointer, row)) take(pick);
    }
    if (picks.empty())
      canvas.text(inner.take_top(metrics::kTextRow), "nothing is called that",
                  {Face::sans13, theme::kTextMid, theme::kPanel});
  });
  // What is typed narrows the list first.
  if (list.keys.pressed.empty() && list.typed.data() == list.narrowed_by && std::exchange(list.is_entered, false) &&
      !picks.empty())
    take(picks[static_cast<size_t>(list.marked)]);
  if (is_done || (!list.is_new && clicked_outside(frame.canvas, rect)))
    frame.open.picks.reset();
  else
    list.is_new = false;
}

}  // namespace headroom::display
