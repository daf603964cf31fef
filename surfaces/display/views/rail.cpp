#include "surfaces/display/views/rail.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "surfaces/display/input/touch.h"

namespace headroom::display {
namespace {

constexpr float kHighest = 60, kLowest = 42;

// Small faders, as many as there are places: how far each cap stands below the middle.
void show_faders(Canvas& canvas, Point center, Color color, std::initializer_list<float> places) {
  float x = center.x - 3.5f * static_cast<float>(places.size() - 1);
  for (const float place : places) {
    canvas.vertical_line(x, center.y - 9, center.y + 9, color);
    canvas.fill({x - 2, center.y + place - 2, 5, 4}, color);
    x += 7;
  }
}

void show_icon(Canvas& canvas, Page page, Point center, Color color) {
  switch (page) {
    case Page::mixer: show_faders(canvas, center, color, {-2, 4, -5}); break;
    case Page::channel: {
      // One fader, and beside it all that belongs to it.
      show_faders(canvas, {center.x - 8, center.y}, color, {-3});
      for (const float row : {-8.0f, -1.0f, 6.0f}) canvas.fill({center.x - 1, center.y + row, 11, 3}, color);
      break;
    }
    case Page::wall:  // it stands on no rail
    case Page::meters:
      for (const auto& [x, height] : {std::pair{-9.0f, 10.0f}, {-3.0f, 17.0f}, {3.0f, 6.0f}, {9.0f, 13.0f}})
        canvas.fill({center.x + x - 2, center.y + 9 - height, 4, height}, color);
      break;
    case Page::field: {
      // A goniometer: the fan of directions, and an image in it.
      constexpr float kQuarter = 0.785f;
      const Point foot{center.x, center.y + 8};
      canvas.arc(foot, 16, -3 * kQuarter, -kQuarter, color, 1.5f);
      canvas.line(foot, {foot.x - 11.3f, foot.y - 11.3f}, color, 1.5f);
      canvas.line(foot, {foot.x + 11.3f, foot.y - 11.3f}, color, 1.5f);
      canvas.triangle(foot, {foot.x - 4, foot.y - 11}, {foot.x + 4, foot.y - 11}, color);
      break;
    }
    case Page::health: {
      const Point beat[] = {{center.x - 11, center.y},    {center.x - 5, center.y}, {center.x - 1, center.y - 8},
                            {center.x + 3, center.y + 7}, {center.x + 6, center.y}, {center.x + 11, center.y}};
      canvas.curve(beat, color, 1.5f);
      break;
    }
    case Page::patch:
      // A grid, and what is patched in it.
      for (const float line : {-8.0f, 0.0f, 8.0f}) {
        canvas.horizontal_line(center.x - 9, center.x + 9, center.y + line, color);
        canvas.vertical_line(center.x + line, center.y - 9, center.y + 9, color);
      }
      canvas.circle({center.x - 8, center.y - 8}, 3, color);
      canvas.circle({center.x, center.y + 8}, 3, color);
      canvas.circle({center.x + 8, center.y}, 3, color);
      break;
    case Page::scenes:
      // One behind the other, as they come.
      canvas.frame({center.x - 11, center.y - 9, 14, 11}, color, 1.5f, 2);
      canvas.fill({center.x - 4, center.y - 3, 15, 12}, color, 2);
      break;
    case Page::record:
      canvas.circle(center, 9, color, false, 1.5f);
      canvas.circle(center, 5, color);
      break;
    case Page::setup:
      // A plug on its cable.
      canvas.fill({center.x - 5, center.y - 4, 10, 9}, color, 2);
      for (const float pin : {-3.0f, 3.0f}) canvas.vertical_line(center.x + pin, center.y - 10, center.y - 4, color, 2);
      canvas.vertical_line(center.x, center.y + 5, center.y + 11, color, 2);
      break;
    case Page::desk:
      canvas.circle(center, 8, color, false, 1.5f);
      canvas.line(center, {center.x + 5, center.y - 5}, color, 2);
      break;
  }
}

Point icon_place(Rect button) { return {button.center().x, button.y + (button.h - 16) / 2}; }
Rect word_place(Rect button) { return {button.x, button.bottom() - 19, button.w, 16}; }

void show_page_button(Frame& frame, Rect rect, Page page, const char* words) {
  Canvas& canvas = frame.canvas;
  const bool is_open = frame.open.page == page;
  const Touch pointer = touch(canvas, rect, {words, 0});
  const Color ground = is_open ? theme::kSelected : pointer.hovered ? theme::kRaised : theme::kPanel;
  const Color ink = is_open ? theme::kTextHigh : theme::kTextMid;
  canvas.fill(rect, ground);
  if (is_open) canvas.fill({rect.x, rect.y, 3, rect.h}, theme::kAccent);
  show_icon(canvas, page, icon_place(rect), ink);
  canvas.text(word_place(rect), words, {Face::sans11, ink, ground, Align::center});
  if (pointer.pressed && !is_open) turn_to(frame.open, page);
}

// What is no page: keys, this screen's own, and the way to the buttons that do not fit.
enum class Extra { keys, screen, more };

void show_extra_icon(Canvas& canvas, Extra extra, Point center, Color color, Color ground) {
  switch (extra) {
    case Extra::keys:
      canvas.text({center.x - 12, center.y - 12, 24, 24}, "?", {Face::semi18, color, ground, Align::center});
      break;
    case Extra::screen:
      canvas.frame({center.x - 11, center.y - 9, 22, 15}, color, 2, 2);
      canvas.fill({center.x - 5, center.y + 8, 10, 2}, color);
      break;
    case Extra::more:
      for (const float x : {-8.0f, 0.0f, 8.0f}) canvas.circle({center.x + x, center.y}, 2.5f, color);
      break;
  }
}

bool extra_button(Frame& frame, Rect rect, Extra extra, const char* words) {
  const Touch pointer = touch(frame.canvas, rect, {words, 1});
  const Color ground = pointer.hovered ? theme::kRaised : theme::kPanel;
  frame.canvas.fill(rect, ground);
  show_extra_icon(frame.canvas, extra, icon_place(rect), theme::kTextMid, ground);
  frame.canvas.text(word_place(rect), words, {Face::sans11, theme::kTextMid, ground, Align::center});
  return pointer.pressed;
}

void show_extra(Frame& frame, Rect rect, Extra extra) {
  const bool is_keys = extra == Extra::keys;
  if (extra_button(frame, rect, extra, is_keys ? "Keys" : "Screen"))
    turn_sheet(is_keys ? frame.open.shortcuts : frame.open.screen_sheet);
}

struct RailPage {
  Page page;
  const char* words;
};
// In the order in which a show needs them: on a low page the last ones lie behind "More".
constexpr RailPage kPages[] = {{Page::mixer, "Mix"},     {Page::channel, "Channel"}, {Page::scenes, "Scenes"},
                               {Page::record, "Record"}, {Page::meters, "Meters"},   {Page::field, "Field"},
                               {Page::patch, "Patch"},   {Page::desk, "Desk"},       {Page::setup, "Setup"},
                               {Page::health, "Health"}};
constexpr Extra kExtras[] = {Extra::screen, Extra::keys};
constexpr int kPageButtons = static_cast<int>(std::size(kPages)),
              kButtons = kPageButtons + static_cast<int>(std::size(kExtras));

void show_button(Frame& frame, Rect rect, int button) {
  if (button < kPageButtons)
    show_page_button(frame, rect, kPages[button].page, kPages[button].words);
  else
    show_extra(frame, rect, kExtras[button - kPageButtons]);
}

// All of them: the pages from the top, the rest at the foot.
void show_whole(Frame& frame, Rect rect, float height, float gap) {
  for (int button = 0; button < kPageButtons; ++button) {
    show_button(frame, rect.take_top(height), button);
    rect.take_top(gap);
  }
  for (int button = kButtons - 1; button >= kPageButtons; --button) {
    show_button(frame, rect.take_bottom(height), button);
    rect.take_bottom(gap);
  }
}

// As many as fit, and the key that turns to the others.
void show_in_parts(Frame& frame, Rect rect, float height, float gap, int fit) {
  const int a_part = std::max(1, fit - 1), parts = (kButtons + a_part - 1) / a_part;
  const Rect more = rect.take_bottom(height);
  frame.open.rail_page = std::min(frame.open.rail_page, parts - 1);
  const int first = frame.open.rail_page * a_part;
  for (int button = first; button < std::min(kButtons, first + a_part); ++button) {
    show_button(frame, rect.take_top(height), button);
    rect.take_top(gap);
  }
  if (extra_button(frame, more, Extra::more, "More")) frame.open.rail_page = (frame.open.rail_page + 1) % parts;
}

}  // namespace

void show_rail(Frame& frame, Rect rect) {
  Canvas& canvas = frame.canvas;
  canvas.fill(rect, theme::kPanel);
  canvas.vertical_line(rect.right() - 1, rect.y, rect.bottom(), theme::kLine);
  rect.w -= 1;
  const float gap = frame.fingers.space(metrics::kGap), edge = frame.fingers.any() ? gap / 2 : 8;
  rect = rect.inset(frame.fingers.gap / 2, edge);
  const float least = frame.fingers.size(kLowest);
  const int fit = static_cast<int>((rect.h + gap) / (least + gap));
  const int shown = std::min(fit, kButtons);
  const float height =
      std::clamp((rect.h + gap) / static_cast<float>(shown) - gap, least, frame.fingers.size(kHighest));
  if (fit >= kButtons)
    show_whole(frame, rect, height, gap);
  else
    show_in_parts(frame, rect, height, gap, fit);
}

}  // namespace headroom::display
