#include "surfaces/display/views/sheet.h"

#include <algorithm>
#include <utility>

namespace headroom::display {
namespace {

// At the end of what is there, but for the first press: it replaces what is marked.
int take_touch_keys(ImGuiInputTextCallbackData* field) {
  TouchTyped& keys = *static_cast<TouchTyped*>(field->UserData);
  if (keys.pressed.empty()) return 0;
  const bool replaces = !std::exchange(keys.has_begun, true) && field->HasSelection();
  const int marked = std::min(field->SelectionStart, field->SelectionEnd);
  if (replaces) field->DeleteChars(marked, std::max(field->SelectionStart, field->SelectionEnd) - marked);
  for (const char letter : std::exchange(keys.pressed, {})) {
    if (letter != '\b') {
      field->InsertChars(field->BufTextLen, &letter, &letter + 1);
      continue;
    }
    int begin = field->BufTextLen - 1;
    while (begin > 0 && (field->Buf[begin] & 0xC0) == 0x80) --begin;  // a letter of several bytes goes whole
    if (begin >= 0 && !replaces) field->DeleteChars(begin, field->BufTextLen - begin);
  }
  field->CursorPos = field->BufTextLen;
  field->ClearSelection();
  return 0;
}

}  // namespace

Fingers needs_of_opener(const Frame& frame) {
  return frame.fingers.any() || !frame.canvas.fingertips().any() ? frame.fingers : frame.one_finger;
}

Rect kept_inside(Rect rect, Rect page) {
  rect.x = std::clamp(rect.x, page.x + 8, page.right() - rect.w - 8);
  rect.y = std::clamp(rect.y, page.y + 8, page.bottom() - rect.h - 8);
  return rect;
}

bool clicked_outside(const Canvas& canvas, Rect rect) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const Point at{mouse.x / canvas.scale(), mouse.y / canvas.scale()};
  const bool is_of_mouse = (ImGui::IsMouseClicked(0) || ImGui::IsMouseClicked(1)) && !rect.contains(at);
  return is_of_mouse || canvas.fingertips().pressed_outside(rect);
}

void close_when_left(Frame& frame, std::optional<Sheet>& sheet, Rect rect) {
  if (sheet && !std::exchange(sheet->is_new, false) && clicked_outside(frame.canvas, rect)) sheet.reset();
}

void typed_field(Canvas& canvas, Rect rect, std::span<char> typed, bool takes_keys, TouchTyped* keys) {
  const float scale = canvas.scale();
  ImGui::PushFont(canvas.fonts().of(Face::mono13).font);
  constexpr float kLine = 20;
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {8 * scale, (rect.h - kLine) / 2 * scale});
  const Canvas well = canvas.in_well();
  ImGui::PushStyleColor(ImGuiCol_FrameBg, well.rgba(theme::kWell));
  ImGui::PushStyleColor(ImGuiCol_Text, well.rgba(theme::kTextHigh));
  ImGui::PushStyleColor(ImGuiCol_TextSelectedBg, well.rgba(with_alpha(theme::kAccent, 0.5f)));
  ImGui::SetCursorScreenPos({canvas.snap(rect.x), canvas.snap(rect.y)});
  ImGui::SetNextItemWidth(canvas.snap(rect.w));
  if (takes_keys) ImGui::SetKeyboardFocusHere();
  const int flags = ImGuiInputTextFlags_AutoSelectAll | (keys ? ImGuiInputTextFlags_CallbackAlways : 0);
  ImGui::InputText("##typed", typed.data(), typed.size(), flags, keys ? take_touch_keys : nullptr, keys);
  // The mouse on a key took the keyboard from the field.
  if (keys && !keys->pressed.empty() && !ImGui::IsItemActive()) ImGui::SetKeyboardFocusHere(-1);
  ImGui::PopStyleColor(3);
  ImGui::PopStyleVar();
  ImGui::PopFont();
}

}  // namespace headroom::display
