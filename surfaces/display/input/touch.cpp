#include "surfaces/display/input/touch.h"

#include <imgui.h>

#include <algorithm>

namespace headroom::display {
namespace {

// To the item just made.
void take_mouse(Touch& touch, const Canvas& canvas) {
  const ImGuiIO& io = ImGui::GetIO();
  const float scale = canvas.scale();
  touch.hovered = ImGui::IsItemHovered();
  touch.pressed = ImGui::IsItemActivated();
  touch.held = ImGui::IsItemActive();
  touch.released = ImGui::IsItemDeactivated();
  touch.double_clicked = touch.pressed && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left);
  touch.right_clicked = touch.hovered && ImGui::IsMouseClicked(ImGuiMouseButton_Right);
  if (touch.held || touch.released) touch.held_s = std::max(io.MouseDownDuration[0], io.MouseDownDurationPrev[0]);
  touch.held_long = touch.held && touch.held_s >= kLongHold_s && touch.held_s - io.DeltaTime < kLongHold_s;
  touch.tapped = touch.pressed;
  touch.at = pointer_place(canvas);
  if (touch.held && !touch.pressed) touch.moved = {io.MouseDelta.x / scale, io.MouseDelta.y / scale};
  if (touch.hovered) touch.wheel = io.MouseWheel;
  if (touch.hovered) touch.wheel_across = io.MouseWheelH + (io.KeyShift ? io.MouseWheel : 0);
}

void take_finger(Touch& touch, const Fingertips::Contact& contact) {
  touch.hand = contact.finger;
  touch.pressed = contact.pressed;
  touch.held = contact.held;
  touch.released = contact.released;
  touch.double_clicked = contact.double_tapped;
  touch.rested = contact.rested;
  touch.held_s = contact.held_s;
  touch.held_long = contact.held_long;
  touch.tapped = contact.released && !contact.strayed;
  touch.moved = contact.moved;
  if (contact.strayed) touch.drawn = contact.moved;
  touch.at = contact.at;
}

}  // namespace

Touch touch(const Canvas& canvas, Rect rect, TouchId id) {
  Touch touch;
  if (rect.is_empty()) return touch;
  canvas.note_target(id.place, rect);
  ImGui::PushID(id.place);
  ImGui::PushID(static_cast<int>(id.number));
  ImGui::SetCursorScreenPos({canvas.snap(rect.x), canvas.snap(rect.y)});
  ImGui::InvisibleButton("touch", {std::max(1.0f, canvas.snap(rect.w)), std::max(1.0f, canvas.snap(rect.h))});
  const bool is_of_mouse = ImGui::IsItemActive() || ImGui::IsItemDeactivated();
  const Fingertips::Contact contact = canvas.fingertips().on(ImGui::GetID("touch"), rect, is_of_mouse);
  if (contact.finger == kMouseHand)
    take_mouse(touch, canvas);
  else
    take_finger(touch, contact);
  touch.fine = ImGui::GetIO().KeyShift;
  touch.alt = ImGui::GetIO().KeyAlt;
  ImGui::PopID();
  ImGui::PopID();
  return touch;
}

Touch finger_touch(const Canvas& canvas, Rect rect, TouchId id) {
  Touch touch;
  if (rect.is_empty()) return touch;
  ImGui::PushID(id.place);
  ImGui::PushID(static_cast<int>(id.number));
  const Fingertips::Contact contact = canvas.fingertips().on(ImGui::GetID("fingers"), rect, false);
  ImGui::PopID();
  ImGui::PopID();
  if (contact.finger != kMouseHand) take_finger(touch, contact);
  return touch;
}

Point pointer_place(const Canvas& canvas) {
  const ImVec2 at = ImGui::GetIO().MousePos;
  return {at.x / canvas.scale(), at.y / canvas.scale()};
}

float wheel_over(const Canvas& canvas, Rect rect) {
  const bool is_over = ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem) &&
                       ImGui::IsMouseHoveringRect({canvas.snap(rect.x), canvas.snap(rect.y)},
                                                  {canvas.snap(rect.right()), canvas.snap(rect.bottom())});
  return is_over ? ImGui::GetIO().MouseWheel : 0;
}

}  // namespace headroom::display
