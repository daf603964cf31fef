#include "surfaces/display/views/screen_sheet.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "surfaces/display/views/sheet.h"
#include "surfaces/display/widgets/button.h"

namespace headroom::display {
namespace {

constexpr float kWidth = 480, kEdge = 24, kHeading = 40, kRow = 44, kName = 112, kButton_high = 32;
constexpr int kRows = 7;

// A row's name; gives back the room for what stands beside it.
Rect named_row(Frame& frame, Rect& inner, const char* name) {
  Rect row = inner.take_top(frame.fingers.row(kRow));
  frame.canvas.text(row.take_left(kName), name, {Face::sans13, theme::kTextMid, theme::kPanel});
  return row.middle(row.w, frame.fingers.size(kButton_high));
}

// A row of words of which one is lit; gives back the one that was pressed, or `now`.
template <class Names>
size_t choice(Frame& frame, Rect row, const char* id, const Names& names, size_t now) {
  size_t taken = now;
  const int count = static_cast<int>(names.size());
  for (int i = 0; i < count; ++i) {
    const auto place = static_cast<size_t>(i);
    if (button(frame, row.column(i, count, frame.fingers.space(metrics::kGap)), {id, static_cast<uint32_t>(i)},
               names[place], place == now ? lit(theme::kAccent, theme::kInk, Face::semi11) : unlit(Face::semi11))
            .pressed)
      taken = place;
  }
  return taken;
}

template <class Rows>
std::vector<const char*> names_of(const Rows& rows) {
  std::vector<const char*> names;
  for (const auto& row : rows) names.push_back(row.name);
  return names;
}

// "-", a number, "+", and a word that leaves it to the screen: what was pressed.
enum class Step { none, down, up, by_itself };
Step stepper(Frame& frame, Rect row, uint32_t id, const std::string& number, const char* by_itself, bool is_by_itself) {
  Step step = Step::none;
  const float width = frame.fingers.size(40);
  if (button(frame, row.take_left(width), {"less", id}, "-", unlit(Face::semi15)).pressed) step = Step::down;
  frame.canvas.text(row.take_left(72), number, {Face::mono13, theme::kTextHigh, theme::kPanel, Align::center});
  if (button(frame, row.take_left(width), {"more", id}, "+", unlit(Face::semi15)).pressed) step = Step::up;
  row.take_left(frame.fingers.space(12));
  if (button(frame, row, {"by itself", id}, by_itself,
             is_by_itself ? lit(theme::kAccent, theme::kInk, Face::semi11) : unlit(Face::semi11))
          .pressed)
    step = Step::by_itself;
  return step;
}

void show_size(Frame& frame, Rect row) {
  Preferences& likes = frame.open.likes;
  const float scale = frame.canvas.scale();
  const std::string percent = std::to_string(static_cast<int>(std::floor(100 * scale))) + " %";
  switch (stepper(frame, row, 0, percent, "As the monitor", likes.scale == 0)) {
    case Step::none: break;
    case Step::down: step_scale(likes, scale, -1); break;
    case Step::up: step_scale(likes, scale, +1); break;
    case Step::by_itself: likes.scale = 0; break;
  }
}

void show_strips(Frame& frame, Rect row) {
  Preferences& likes = frame.open.likes;
  switch (stepper(frame, row, 1, std::to_string(frame.open.strips), "As suits the page", likes.strips == 0)) {
    case Step::none: break;
    case Step::down: step_strips(likes, frame.open.strips, -1); break;
    case Step::up: step_strips(likes, frame.open.strips, +1); break;
    case Step::by_itself: likes.strips = 0; break;
  }
}

}  // namespace

void show_screen_sheet(Frame& frame, Rect page) {
  const Rect rect = page.middle(kWidth, 2 * kEdge + kHeading + kRows * frame.fingers.row(kRow) + 28);
  sheet(frame, "screen", rect, theme::kLine, [&](Frame& above) {
    Preferences& likes = above.open.likes;
    Rect inner = rect.inset(kEdge);
    above.canvas.text(inner.take_top(kHeading), "This screen", {Face::semi18, theme::kTextHigh, theme::kPanel});
    likes.theme = choice(above, named_row(above, inner, "Theme"), "theme", names_of(theme::kThemes), likes.theme);
    likes.meter_palette = choice(above, named_row(above, inner, "Meters"), "palette", names_of(theme::kMeterPalettes),
                                 likes.meter_palette);
    show_size(above, named_row(above, inner, "Size"));
    show_strips(above, named_row(above, inner, "Strips"));
    constexpr std::array<const char*, 2> kTaps = {"before the fader", "after it"};
    likes.inputs_after_fader = choice(above, named_row(above, inner, "Input meters"), "input meters", kTaps,
                                      likes.inputs_after_fader ? 1 : 0) == 1;
    constexpr std::array<const char*, 2> kHands = {"Mouse", "Finger"};
    likes.is_touched = choice(above, named_row(above, inner, "Hand"), "hand", kHands, likes.is_touched ? 1 : 0) == 1;
    if (button(above, named_row(above, inner, "Windows"), {"second window", 0}, "One more window", unlit(Face::semi11))
            .pressed)
      above.open.wants_window = true;
    above.canvas.text(inner, "Kept for you, on every desk and in every window.",
                      {Face::sans11, theme::kTextMid, theme::kPanel});
  });
  close_when_left(frame, frame.open.screen_sheet, rect);
}

}  // namespace headroom::display
