#include "surfaces/display/views/rail.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "surfaces/display/input/touch.h"

namespace headroom::display {
namespace {

constexpr float kHighest = 60, kLowest = 44;

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
      const Point beat[] = {{center.x - 11, center.y}, {center.x - 5, center.y}, {center.x - 1, center.y - 8},
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

void show_question(Canvas& canvas, Point center, Color color, Color ground) {
  canvas.text({center.x - 12, center.y - 12, 24, 24}, "?", {Face::semi18, color, ground, Align::center});
}

void show_monitor(Canvas& canvas, Point center, Color color, Color) {
  canvas.frame({center.x - 11, center.y - 9, 22, 15}, color, 2, 2);
  canvas.fill({center.x - 5, center.y + 8, 10, 2}, color);
}

void show_sheet_button(Frame& frame, Rect rect, const char* words, std::optional<Sheet>& sheet,
                       void (*show)(Canvas& canvas, Point center, Color color, Color ground)) {
  const Touch pointer = touch(frame.canvas, rect, {words, 1});
  const Color ground = pointer.hovered ? theme::kRaised : theme::kPanel;
  frame.canvas.fill(rect, ground);
  show(frame.canvas, icon_place(rect), theme::kTextMid, ground);
  frame.canvas.text(word_place(rect), words, {Face::sans11, theme::kTextMid, ground, Align::center});
  if (pointer.pressed) turn_sheet(sheet);
}

}  // namespace

void show_rail(Frame& frame, Rect rect) {
  Canvas& canvas = frame.canvas;
  canvas.fill(rect, theme::kPanel);
  canvas.vertical_line(rect.right() - 1, rect.y, rect.bottom(), theme::kLine);
  rect.w -= 1;
  const float gap = frame.fingers.space(metrics::kGap), edge = frame.fingers.any() ? gap / 2 : 8;
  rect = rect.inset(frame.fingers.gap / 2, edge);
  constexpr std::pair<Page, const char*> kPages[] = {{Page::mixer, "Mix"}, {Page::channel, "Channel"}, {Page::meters, "Meters"}, {Page::field, "Field"}, {Page::patch, "Patch"}, {Page::desk, "Desk"}, {Page::setup, "Setup"}, {Page::health, "Health"}};
  // On a low page the buttons give way, never one of them.
  constexpr int kSheets = 2, kButtons = static_cast<int>(std::size(kPages)) + kSheets;
  const float height = std::clamp((rect.h + gap) / kButtons - gap, frame.fingers.size(kLowest), frame.fingers.size(kHighest));
  for (const auto& [page, words] : kPages) {
    show_page_button(frame, rect.take_top(height), page, words);
    rect.take_top(gap);
  }

  show_sheet_button(frame, rect.take_bottom(height), "Keys", frame.open.shortcuts, show_question);
  rect.take_bottom(gap);
  show_sheet_button(frame, rect.take_bottom(height), "Screen", frame.open.screen_sheet, show_monitor);
}

}  // namespace headroom::display
