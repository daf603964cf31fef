#include "surfaces/display/views/sheet.h"

#include <algorithm>
#include <utility>

namespace headroom::display {

Rect kept_inside(Rect rect, Rect page) {
  rect.x = std::clamp(rect.x, page.x + 8, page.right() - rect.w - 8);
  rect.y = std::clamp(rect.y, page.y + 8, page.bottom() - rect.h - 8);
  return rect;
}

bool clicked_outside(const Canvas& canvas, Rect rect) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const Point at{mouse.x / canvas.scale(), mouse.y / canvas.scale()};
  return (ImGui::IsMouseClicked(0) || ImGui::IsMouseClicked(1)) && !rect.contains(at);
}

void close_when_left(Frame& frame, std::optional<Sheet>& sheet, Rect rect) {
  if (sheet && !std::exchange(sheet->is_new, false) && clicked_outside(frame.canvas, rect)) sheet.reset();
}

void typed_field(Canvas& canvas, Rect rect, std::span<char> typed, bool takes_keys) {
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
  ImGui::InputText("##typed", typed.data(), typed.size(), ImGuiInputTextFlags_AutoSelectAll);
  ImGui::PopStyleColor(3);
  ImGui::PopStyleVar();
  ImGui::PopFont();
}

}  // namespace headroom::display
