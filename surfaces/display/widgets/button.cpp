#include "surfaces/display/widgets/button.h"

#include <algorithm>
#include <string>

namespace headroom::display {

ButtonLook lit(Color fill, Color ink, Face face) { return {face, fill, ink}; }
ButtonLook unlit(Face face) { return {face, theme::kRaised, theme::kTextMid}; }

Touch button(Frame& frame, Rect rect, TouchId id, std::string_view label, const ButtonLook& look) {
  const Touch pointer = touch(frame.canvas, rect, id);
  const bool is_off = look.fill == theme::kRaised;
  const Color fill = is_off && pointer.hovered ? theme::kRaisedHover : look.fill;
  frame.canvas.fill(rect, fill, metrics::kButtonRadius);
  frame.canvas.text(rect.inset(2, 0), label, {look.face, look.ink, fill, Align::center});
  return pointer;
}

Touch switch_button(Frame& frame, Rect rect, TouchId id, ControlId control, std::string_view label, Color lit_fill,
                    Face face) {
  const bool is_on = frame.edits.shown(control) >= 0.5f;
  const auto stands_out = [&](Color ink) { return contrast(frame.canvas.rgba(ink), frame.canvas.rgba(lit_fill)); };
  const Color ink = stands_out(theme::kInk) >= stands_out(theme::kWhite) ? theme::kInk : theme::kWhite;
  const Touch pointer = button(frame, rect, id, label, is_on ? lit(lit_fill, ink, face) : unlit(face));
  press_control(frame, pointer, control);
  return pointer;
}

void page_buttons(Frame& frame, Rect rect, TouchId id, int pages, int& page) {
  constexpr float kWidest = 64, kNarrow = 28;
  const float gap = frame.fingers.space(metrics::kGap), height = frame.fingers.size(24);
  const auto fits = [&](float width) { return static_cast<float>(pages) * (width + gap) <= rect.w; };
  // Many pages are numbers alone; where fingers leave no room for all of them they are turned one by one.
  const float width = frame.fingers.size(fits(kWidest) ? kWidest : kNarrow);
  if (pages > 1 && frame.fingers.any() && !fits(width)) {
    const float turn = frame.fingers.target;
    const ButtonLook look = unlit(Face::semi15);
    if (button(frame, rect.take_right(turn).middle(turn, height), {id.place, id.number + 1}, ">", look).pressed)
      page = std::min(page + 1, pages - 1);
    const Rect between = rect.take_right(std::max(gap, 52.0f));
    frame.canvas.text(between, std::to_string(page + 1) + "/" + std::to_string(pages),
                      {Face::mono13, theme::kTextHigh, theme::kPanel, Align::center});
    if (button(frame, rect.take_right(turn).middle(turn, height), {id.place, id.number}, "<", look).pressed)
      page = std::max(page - 1, 0);
    return;
  }
  for (int i = pages - 1; i >= 0 && pages > 1; --i) {
    const ButtonLook look = i == page ? lit(theme::kAccent, theme::kInk, Face::semi11) : unlit(Face::semi11);
    const std::string words = (width == kWidest ? "Page " : "") + std::to_string(i + 1);
    if (button(frame, rect.take_right(width).middle(width, height), {id.place, id.number + static_cast<uint32_t>(i)},
               words, look)
            .pressed)
      page = i;
    rect.take_right(gap);
  }
}

void title(Frame& frame, Rect rect, std::string_view words, Color on) {
  frame.canvas.text(rect, words, {Face::sans11, theme::kTextMid, on});
}

void value_field(Frame& frame, Rect rect, TouchId id, ControlId control, const TextStyle& style, bool with_sign) {
  const Touch pointer = touch(frame.canvas, rect, id);
  drag_control(frame, pointer, control, Axis::vertical, metrics::kKnobTravel, rect);
  const float value = frame.edits.shown(control);
  TextStyle shown = style;
  if (pointer.hovered || pointer.held) {
    frame.canvas.fill(rect, theme::kRaised, metrics::kButtonRadius);
    shown.on = theme::kRaised;
    shown.color = theme::kTextHigh;
  }
  const auto words = [&](bool unit) {
    return with_sign ? signed_dB(value, unit) : shown_value(frame.desk, control, value, unit);
  };
  const float space = style.align == Align::right ? 4.0f : 0.0f;
  const Rect place{rect.x, rect.y, rect.w - space, rect.h};
  // Where room is short the unit goes; a number is never cut.
  const bool with_unit = frame.canvas.text_width(style.face, words(true)) <= place.w;
  frame.canvas.text(place, words(with_unit), shown);
}

void named_field(Frame& frame, Rect rect, TouchId id, ControlId control, std::string_view name, float name_width) {
  frame.canvas.text(rect.take_left(name_width), name, {Face::sans11, theme::kTextMid, theme::kPanel});
  value_field(frame, rect, id, control, {Face::mono13, theme::kTextHigh, theme::kPanel});
}

}  // namespace headroom::display
