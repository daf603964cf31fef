// What every sheet above the page is made of: a window of its own, so that the pointer reaches nothing beneath it, a
// panel with an edge, and the field in which words are typed.
#pragma once

#include <imgui.h>

#include <span>
#include <string>

#include "surfaces/display/frame.h"
#include "surfaces/display/input/fingertips.h"

namespace headroom::display {

// Draws `content` above the page, within `rect`.
template <class Content>
void layer_above(Frame& frame, const char* name, Rect rect, const Content& content) {
  Canvas& page = frame.canvas;
  ImGui::SetNextWindowPos({page.snap(rect.x), page.snap(rect.y)});
  ImGui::SetNextWindowSize({page.snap(rect.w), page.snap(rect.h)});
  ImGui::Begin(name, nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoBackground);
  Frame above = frame;
  const std::string beneath = page.fingertips().enter_layer(name, rect);
  above.canvas = page.on(*ImGui::GetWindowDrawList());
  content(above);
  page.fingertips().return_to_layer(beneath);
  ImGui::End();
}

template <class Content>
void sheet(Frame& frame, const char* name, Rect rect, Color frame_color, const Content& content) {
  layer_above(frame, name, rect, [&](Frame& above) {
    above.canvas.fill(rect, theme::kPanel, metrics::kSheetRadius);
    above.canvas.frame(rect, frame_color, 1, metrics::kSheetRadius);
    content(above);
  });
}

// What the hand needs that opens a sheet in this frame: a finger may come to a screen that is laid out for the mouse.
Fingers needs_of_opener(const Frame& frame);
// The same rectangle moved so that it lies on the page.
Rect kept_inside(Rect rect, Rect page);
bool clicked_outside(const Canvas& canvas, Rect rect);
// A click beside an open sheet closes it, but for the click that opened it.
void close_when_left(Frame& frame, std::optional<Sheet>& sheet, Rect rect);

// A line of text being typed. `takes_keys`: the keyboard belongs to it from now on. It takes what `keys` on the glass
// typed, too.
void typed_field(Canvas& canvas, Rect rect, std::span<char> typed, bool takes_keys, TouchTyped* keys = nullptr);

}  // namespace headroom::display
