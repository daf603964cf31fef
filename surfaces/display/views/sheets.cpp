#include "surfaces/display/views/sheets.h"

#include <imgui.h>

#include <string>

#include "console/table_rows.h"
#include "console/value_text.h"
#include "surfaces/display/views/pick_sheet.h"
#include "surfaces/display/views/sheet.h"
#include "surfaces/display/widgets/button.h"

namespace headroom::display {
namespace {

// True when the text was taken.
bool accept(Frame& frame, Entry& entry) {
  const ControlRow& row = frame.desk.table().row(entry.control);
  if (row.unit == Unit::text) {
    frame.edits.set_text(entry.control, entry.typed.data());
    return true;
  }
  const Result<float> value = parse_value(frame.desk.table(), entry.control, entry.typed.data(), frame.desk.sample_rate());
  if (!value) {
    entry.error = value.error();
    return false;
  }
  frame.edits.set(entry.control, *value);
  return true;
}

void show_entry(Frame& frame, Rect page) {
  Entry& entry = *frame.open.entry;
  const bool has_error = !entry.error.empty();
  const Rect rect = kept_inside({entry.anchor.x, entry.anchor.bottom() + 4, has_error ? 480.0f : 264.0f, has_error ? 96.0f : 68.0f}, page);
  bool is_done = false;
  sheet(frame, "entry", rect, theme::kAccent, [&](Frame& above) {
    Canvas& canvas = above.canvas;
    Rect inner = rect.inset(12, 8);
    canvas.text(inner.take_top(18), above.desk.table().row(entry.control).name, {Face::sans11, theme::kTextMid, theme::kPanel});
    typed_field(canvas, inner.take_top(32), entry.typed, entry.is_new);
    if (entry.is_entered) {
      entry.is_entered = false;
      is_done = accept(above, entry);
      if (!is_done) ImGui::SetKeyboardFocusHere(-1);
    }
    if (has_error) canvas.text(inner.take_bottom(24), entry.error, {Face::sans11, theme::kWarning, theme::kPanel});
  });
  if (is_done || (!entry.is_new && clicked_outside(frame.canvas, rect)))
    frame.open.entry.reset();
  else
    entry.is_new = false;
}

void show_color_menu(Frame& frame, Rect page) {
  const ColorMenu menu = *frame.open.color_menu;
  constexpr float kSwatch = 36;
  const Rect rect = kept_inside({menu.at.x, menu.at.y, 6 * (kSwatch + 4) + 20, 2 * (kSwatch + 4) + 20}, page);
  const ControlId color = frame.id(menu.strip, Param::color);
  bool is_done = false;
  sheet(frame, "colours", rect, theme::kLine, [&](Frame& above) {
    const auto now = static_cast<size_t>(above.edits.shown(color));
    for (size_t i = 0; i < theme::kStripColors.size(); ++i) {
      const Rect swatch{rect.x + 12 + static_cast<float>(i % 6) * (kSwatch + 4),
                        rect.y + 12 + static_cast<float>(i / 6) * (kSwatch + 4), kSwatch, kSwatch};
      const Touch pointer = touch(above.canvas, swatch, {"colour", static_cast<uint32_t>(i)});
      above.canvas.fill(swatch, theme::kStripColors[i], metrics::kButtonRadius);
      if (i == now || pointer.hovered) above.canvas.frame(swatch.inset(-2), theme::kWhite, 2, metrics::kButtonRadius + 2);
      // No two colours must be told apart by hue alone: each says its name's beginning.
      above.canvas.text(swatch, std::string(kColors[i]).substr(0, 2), {Face::semi11, theme::kInk, theme::kStripColors[i], Align::center});
      if (pointer.pressed) {
        above.edits.set(color, static_cast<float>(i));
        is_done = true;
      }
    }
  });
  if (is_done || clicked_outside(frame.canvas, rect))
    frame.open.color_menu.reset();
}

struct ShortcutRow {
  const char* keys;
  const char* deed;
};
constexpr ShortcutRow kShortcutRows[] = {
    {"Left Right", "select the strip to the left or right"},
    {"Up Down", "level of the selected strip by 1 dB (Shift: 0.1 dB)"},
    {"0", "level to 0 dB"},
    {"M   S", "mute, solo the selected strip"},
    {"F2", "rename the selected strip"},
    {"Enter", "type its level"},
    {"C   B   P   D   H", "channel, meter bridge, patch, desk, health; again: the mix"},
    {"PgUp PgDn", "layer before, layer after"},
    {"Ctrl+Z", "undo"},
    {"Ctrl+Shift+Z   Ctrl+Y", "redo"},
    {"Ctrl+S", "save the show"},
    {"drag", "moves a value; Shift: ten times finer"},
    {"wheel", "0.5 dB a notch (Shift: 0.1); on an equaliser node: Q"},
    {"double click", "default value; on a name: rename"},
    {"right click", "type a value; on a name: colour; on a node: type"},
    {"?   Esc", "show and close this sheet"},
};

void show_shortcuts(Frame& frame, Rect page) {
  constexpr float kRowHeight = 24;
  const float height = 64 + kRowHeight * static_cast<float>(std::size(kShortcutRows));
  const Rect rect = page.middle(600, height);
  sheet(frame, "shortcuts", rect, theme::kLine, [&](Frame& above) {
    Rect inner = rect.inset(24, 16);
    above.canvas.text(inner.take_top(32), "Shortcuts", {Face::semi18, theme::kTextHigh, theme::kPanel});
    for (const ShortcutRow& row : kShortcutRows) {
      Rect line = inner.take_top(kRowHeight);
      above.canvas.text(line.take_left(184), row.keys, {Face::mono13, theme::kTextHigh, theme::kPanel});
      above.canvas.text(line, row.deed, {Face::sans13, theme::kTextMid, theme::kPanel});
    }
  });
  if (!frame.open.shortcuts->is_new && clicked_outside(frame.canvas, rect))
    frame.open.shortcuts.reset();
  else
    frame.open.shortcuts->is_new = false;
}

void show_toast(Frame& frame, Rect page) {
  const std::string& sentence = frame.open.toast->sentence;
  const float width = std::min(frame.canvas.text_width(Face::sans13, sentence) + 40, page.w - 64);
  const Rect rect{page.center().x - width / 2, page.bottom() - metrics::kLayerBar - 56, width, 40};
  sheet(frame, "toast", rect, theme::kLine, [&](Frame& above) {
    above.canvas.text(rect.inset(16, 0), sentence, {Face::sans13, theme::kTextHigh, theme::kPanel, Align::center});
  });
}

void show_banner(Frame& frame, Rect page) {
  // The last picture stays, dimmed: what the desk was is still worth seeing. Nobody would hear what hands do to it.
  const Rect rect = page.middle(560, 88);
  layer_above(frame, "dimmed page", page, [&](Frame& above) { above.canvas.fill(page, with_alpha(theme::kApp, 0.6f)); });
  sheet(frame, "banner", rect, theme::kFailure, [&](Frame& above) {
    Rect inner = rect.inset(24, 16);
    above.canvas.text(inner.take_top(28), "The console is gone", {Face::semi18, theme::kTextHigh, theme::kPanel, Align::center});
    above.canvas.text(inner, "This is the last picture. The screen joins in again as soon as the console is back.",
                      {Face::sans13, theme::kTextMid, theme::kPanel, Align::center});
  });
}

}  // namespace

void show_sheets(Frame& frame, Rect page) {
  if (frame.open.toast && frame.now_s >= frame.open.toast->until_s) frame.open.toast.reset();
  if (frame.open.toast) show_toast(frame, page);
  if (frame.open.color_menu) show_color_menu(frame, page);
  if (frame.open.entry) show_entry(frame, page);
  if (frame.open.picks) show_pick_sheet(frame, page);
  if (frame.open.shortcuts) show_shortcuts(frame, page);
  if (!frame.console_is_alive) show_banner(frame, page);
}

}  // namespace headroom::display
