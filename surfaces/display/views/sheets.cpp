#include "surfaces/display/views/sheets.h"

#include <imgui.h>

#include <string>

#include "console/value_text.h"
#include "surfaces/display/views/closing_sheet.h"
#include "surfaces/display/views/explanation.h"
#include "surfaces/display/views/pick_sheet.h"
#include "surfaces/display/views/screen_sheet.h"
#include "surfaces/display/views/setup_sheet.h"
#include "surfaces/display/views/sheet.h"
#include "surfaces/display/views/shortcut_sheet.h"
#include "surfaces/display/views/strip_menu.h"
#include "surfaces/display/views/touch_keys.h"
#include "surfaces/display/views/undo_sheet.h"
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
  const Result<float> value =
      parse_value(frame.desk.table(), entry.control, entry.typed.data(), frame.desk.sample_rate());
  if (!value) {
    entry.error = value.error();
    return false;
  }
  frame.edits.set(entry.control, *value);
  return true;
}

void show_entry(Frame& frame, Rect page) {
  Entry& entry = *frame.open.entry;
  if (entry.is_new) entry.fingers = needs_of_opener(frame);
  const Fingers fingers = entry.fingers;
  constexpr float kField = 32;
  const float field = fingers.size(kField);
  const bool has_error = !entry.error.empty();
  const ControlRow& row = frame.desk.table().row(entry.control);
  const bool has_keys = fingers.any();
  const KeySize keys = has_keys ? touch_keys_size(keys_for(row), fingers) : KeySize{};
  constexpr float kEdge = 12;
  const float keys_high = has_keys ? keys.h + fingers.gap : 0;
  const float width = std::max(has_error ? 480.0f : 264.0f, keys.w + 2 * kEdge);
  const Rect rect = kept_inside(
      {entry.anchor.x, entry.anchor.bottom() + 4, width, (has_error ? 96.0f : 68.0f) + field - kField + keys_high},
      page);
  bool is_done = false;
  sheet(frame, "entry", rect, theme::kAccent, [&](Frame& above) {
    Canvas& canvas = above.canvas;
    above.fingers = fingers;
    Rect inner = rect.inset(kEdge, 8);
    if (has_keys) {
      const Rect board = inner.take_bottom(keys.h);
      const LastKey last = touch_keys(above, board.middle(keys.w, keys.h), keys_for(row), entry.keys);
      is_done = last == LastKey::leave;
      entry.is_entered |= last == LastKey::enter;
      inner.take_bottom(fingers.gap);
    }
    canvas.text(inner.take_top(18), row.name, {Face::sans11, theme::kTextMid, theme::kPanel});
    typed_field(canvas, inner.take_top(field), entry.typed, entry.is_new, has_keys ? &entry.keys : nullptr);
    if (entry.is_entered && entry.keys.pressed.empty()) {
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

void show_toast(Frame& frame, Rect page) {
  constexpr float kWayBack = 136;
  const float high = frame.fingers.row(40);
  const Toast& toast = *frame.open.toast;
  const DeskStatus& status = frame.desk.status();
  const bool is_redo = toast.way_back == Param::redo;
  const bool leads_back = toast.way_back && (is_redo ? status.can_redo : status.can_undo) && !frame.open.undo_list;
  const float width =
      std::min(frame.canvas.text_width(Face::sans13, toast.sentence) + 40 + (leads_back ? kWayBack : 0), page.w - 64);
  const Rect rect{page.center().x - width / 2, page.bottom() - frame.fingers.row(metrics::kLayerBar) - high - 16, width,
                  high};
  bool is_taken = false;
  sheet(frame, "toast", rect, theme::kLine, [&](Frame& above) {
    Rect inner = rect.inset(16, 0);
    if (leads_back) {
      const Rect back = inner.take_right(kWayBack - 8).middle(kWayBack - 8, frame.fingers.size(28));
      const char* words = is_redo ? "Redo (Ctrl+Y)" : "Undo (Ctrl+Z)";
      is_taken = button(above, back, {"toast undo", 0}, words, lit(theme::kAccent)).pressed;
    }
    above.canvas.text(inner, toast.sentence, {Face::sans13, theme::kTextHigh, theme::kPanel, Align::center});
  });
  if (!is_taken) return;
  frame.edits.act(frame.id(frame.desk.desk(), *toast.way_back));
  frame.open.toast.reset();
}

void show_banner(Frame& frame, Rect page) {
  // The last picture stays, dimmed: what the desk was is still worth seeing. Nobody would hear what hands do to it.
  const Rect rect = page.middle(560, 88);
  layer_above(frame, "dimmed page", page,
              [&](Frame& above) { above.canvas.fill(page, with_alpha(theme::kApp, 0.6f)); });
  sheet(frame, "banner", rect, theme::kFailure, [&](Frame& above) {
    Rect inner = rect.inset(24, 16);
    above.canvas.text(inner.take_top(28), "The console is gone",
                      {Face::semi18, theme::kTextHigh, theme::kPanel, Align::center});
    above.canvas.text(inner, "This is the last picture. The screen joins in again as soon as the console is back.",
                      {Face::sans13, theme::kTextMid, theme::kPanel, Align::center});
  });
}

}  // namespace

void show_sheets(Frame& frame, Rect page) {
  if (frame.has_setup_sheet()) show_setup_sheet(frame, page);
  if (frame.open.toast && frame.now_s >= frame.open.toast->until_s) frame.open.toast.reset();
  if (frame.open.toast) show_toast(frame, page);
  if (frame.open.strip_menu) show_strip_menu(frame, page);
  if (frame.open.entry) show_entry(frame, page);
  if (frame.open.picks) show_pick_sheet(frame, page);
  if (frame.open.screen_sheet) show_screen_sheet(frame, page);
  if (frame.open.undo_list) show_undo_sheet(frame, page);
  if (frame.open.explained) show_explanation(frame, page);
  if (frame.open.shortcuts) show_shortcut_sheet(frame, page);
  if (frame.open.closing) show_closing_sheet(frame, page);
  if (!frame.console_is_alive) show_banner(frame, page);
}

}  // namespace headroom::display
