#include "surfaces/display/widgets/compare_switch.h"

#include "console/compare.h"
#include "console/table_rows.h"
#include "surfaces/display/widgets/button.h"

namespace headroom::display {
namespace {

constexpr float kLetter = 28, kSign = 20;

}  // namespace

float compare_switch_width(const Fingers& fingers) { return 2 * fingers.size(kLetter) + kSign; }

void compare_switch(Frame& frame, Rect rect, StripIndex strip) {
  const ControlId id = frame.id(strip, Param::compare);
  const float letter = frame.fingers.size(kLetter), height = frame.fingers.size(24);
  reach(frame, id);
  const auto show_memory = [&](Rect place, Memory memory) {
    const auto number = static_cast<uint32_t>(memory);
    const bool is_heard = frame.edits.shown(id) == static_cast<float>(number);
    const ButtonLook look = is_heard ? lit(theme::kAccent, theme::kInk, Face::semi13) : unlit(Face::semi13);
    const Touch pointer =
        button(frame, place.middle(letter, height), {"compare", strip * 2u + number}, kMemories[number], look);
    point_at(frame, pointer, id);
    if (pointer.pressed && !is_heard) frame.edits.toggle(id);
  };
  show_memory(rect.take_left(letter), Memory::a);
  // The count is of the strip that was selected when the desk last told it.
  const bool differs = frame.desk.status().compared_strip == strip && frame.desk.status().compare_differences > 0;
  frame.canvas.text(rect.take_left(kSign), differs ? "≠" : "=",
                    {Face::semi13, differs ? theme::kWarning : theme::kTextMid, theme::kPanel, Align::center});
  show_memory(rect.take_left(letter), Memory::b);
}

}  // namespace headroom::display
