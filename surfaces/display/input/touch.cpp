#include "surfaces/display/input/touch.h"

#include <imgui.h>

#include <algorithm>

namespace headroom::display {

Touch touch(const Canvas& canvas, Rect rect, TouchId id) {
  Touch touch;
  if (rect.is_empty()) return touch;
  canvas.note_target(id.place, rect);
  const float scale = canvas.scale();
  ImGui::PushID(id.place);
  ImGui::PushID(static_cast<int>(id.number));
  ImGui::SetCursorScreenPos({canvas.snap(rect.x), canvas.snap(rect.y)});
  ImGui::InvisibleButton("touch", {std::max(1.0f, canvas.snap(rect.w)), std::max(1.0f, canvas.snap(rect.h))});
  const ImGuiIO& io = ImGui::GetIO();
  touch.hovered = ImGui::IsItemHovered();
  touch.pressed = ImGui::IsItemActivated();
  touch.held = ImGui::IsItemActive();
  touch.released = ImGui::IsItemDeactivated();
  touch.double_clicked = touch.pressed && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left);
  touch.right_clicked = touch.hovered && ImGui::IsMouseClicked(ImGuiMouseButton_Right);
  if (touch.held || touch.released) touch.held_s = std::max(io.MouseDownDuration[0], io.MouseDownDurationPrev[0]);
  touch.held_long = touch.held && touch.held_s >= kLongHold_s && touch.held_s - io.DeltaTime < kLongHold_s;
  touch.fine = io.KeyShift;
  touch.alt = io.KeyAlt;
  touch.at = pointer_place(canvas);
  if (touch.held && !touch.pressed) touch.moved = {io.MouseDelta.x / scale, io.MouseDelta.y / scale};
  if (touch.hovered) touch.wheel = io.MouseWheel;
  if (touch.hovered) touch.wheel_across = io.MouseWheelH + (io.KeyShift ? io.MouseWheel : 0);
  ImGui::PopID();
  ImGui::PopID();
  return touch;
}

Point pointer_place(const Canvas& canvas) {
  const ImVec2 at = ImGui::GetIO().MousePos;
  return {at.x / canvas.scale(), at.y / canvas.scale()};
}

float wheel_over(const Canvas& canvas, Rect rect) {
  const bool is_over = ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem) &&
                       ImGui::IsMouseHoveringRect({canvas.snap(rect.x), canvas.snap(rect.y)}, {canvas.snap(rect.right()), canvas.snap(rect.bottom())});
  return is_over ? ImGui::GetIO().MouseWheel : 0;
}

}  // namespace headroom::display
