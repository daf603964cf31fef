#include "surfaces/display/input/shortcuts.h"

#include <algorithm>
#include <cmath>

#include "console/lock.h"
#include "surfaces/display/input/control_touch.h"

namespace headroom::display {
namespace {

void select(Frame& frame, StripIndex strip) { frame.edits.set(frame.id(frame.desk.desk(), Param::selected), strip); }

// To the neighbour of the selected strip; over the edge of a layer into the next one.
void select_neighbour(Frame& frame, int way) {
  std::vector<StripIndex> all;
  size_t shown_from = 0;  // a strip of a user layer lies on another one, too: the place in sight counts
  if (frame.open.spilled)
    all = frame.strips();
  else
    for (size_t i = 0; i < frame.layers.size(); ++i) {
      if (i == static_cast<size_t>(frame.open.layer)) shown_from = all.size();
      all.insert(all.end(), frame.layers[i].strips.begin(), frame.layers[i].strips.end());
    }
  const auto shown = all.begin() + static_cast<std::ptrdiff_t>(shown_from);
  auto here = std::find(shown, all.end(), frame.desk.selected());
  if (here == all.end()) here = std::find(all.begin(), all.end(), frame.desk.selected());
  if (here == all.end()) {
    select(frame, frame.strips().front());
    return;
  }
  const auto place = here - all.begin() + way;
  if (place >= 0 && place < static_cast<std::ptrdiff_t>(all.size())) select(frame, all[static_cast<size_t>(place)]);
}

// Of the selected aux or matrix.
void turn_sends(Frame& frame, const KeyPress&) {
  const StripIndex bus = frame.desk.selected();
  if ((frame.desk.table().strip(bus).kind & (kAux | kMatrix)) != 0)
    turn_sends_on_faders(frame.open, bus);
  else
    frame.open.sends_on_faders.reset();
}

// A spill has pages of its own.
void turn_layer(Frame& frame, int way) {
  if (frame.open.spilled) {
    frame.open.spill_page = std::clamp(frame.open.spill_page + way, 0, frame.spill.pages - 1);
    return;
  }
  frame.open.layer = std::clamp(frame.open.layer + way, 0, static_cast<int>(frame.layers.size()) - 1);
}

// 1 dB is two notches of the wheel; Shift makes it a tenth.
void change_level(Frame& frame, float way, const KeyPress& press) {
  const StripIndex strip = frame.desk.selected();
  if (const ControlId level = frame.on_fader(strip); level != kNoControl)
    frame.edits.step(level, press.shift ? way : 2 * way, press.shift);
}

template <Param kParam>
void toggle(Frame& frame, const KeyPress&) {
  const StripIndex strip = frame.desk.selected();
  if (frame.desk.has(strip, kParam)) frame.edits.toggle(frame.id(strip, kParam));
}

template <Param kParam>
void toggle_of_desk(Frame& frame, const KeyPress&) {
  frame.edits.toggle(frame.id(frame.desk.desk(), kParam));
}

void type(Frame& frame, ControlId control) {
  if (control != kNoControl) open_entry(frame, control, frame.page.middle(264, 0));
}

template <Param kParam>
void act(Frame& frame, const KeyPress&) {
  frame.edits.act(frame.id(frame.desk.desk(), kParam));
}

template <Page kPage>
void turn(Frame& frame, const KeyPress&) {
  turn_to(frame.open, kPage);
}

void to_unity(Frame& frame, const KeyPress&) {
  const StripIndex strip = frame.desk.selected();
  if (const ControlId level = frame.on_fader(strip); level != kNoControl) frame.edits.set(level, 0);
}

// The sheet that lies on top goes first; what lies on the strips stays beneath it.
void close_sheet(Frame& frame, const KeyPress&) {
  Open& open = frame.open;
  const bool has_sheet = open.entry || open.picks || open.strip_menu || open.screen_sheet || open.shortcuts ||
                         open.undo_list || open.explained || open.closing;
  if (!has_sheet && frame.has_setup_sheet()) {
    open.setup.is_put_aside = true;
    return;
  }
  // A spill lies above the sends: it goes first.
  if (!has_sheet) open.spilled ? open.spilled.reset() : open.sends_on_faders.reset();
  open.explained.reset();
  open.entry.reset();
  open.picks.reset();
  open.strip_menu.reset();
  open.screen_sheet.reset();
  open.shortcuts.reset();
  open.undo_list.reset();
  open.closing.reset();
}

void hint(Frame& frame, const char* sentence) {
  constexpr double kHint_s = 4;
  frame.open.toast = Toast{sentence, frame.now_s + kHint_s};
}

void explain(Frame& frame, const KeyPress&) {
  if (frame.open.pointed != kNoControl)
    frame.open.explained = frame.open.pointed;
  else
    hint(frame, "Point at a control, then press F1: it is explained.");
}

// A key is struck, not held: it cannot take the place of the hold that a locked structure asks for.
void go(Frame& frame, const KeyPress& press) {
  if (lock_of(frame.desk.show()) == Lock::structure)
    hint(frame, "The structure is locked: hold GO for a second.");
  else
    act<Param::scene_go>(frame, press);
}

constexpr KeyPress ctrl(char32_t letter, bool shift = false) {
  return {.letter = letter, .ctrl = true, .shift = shift};
}
constexpr KeyPress plain(char32_t letter) { return {.letter = letter}; }
constexpr KeyPress named(Key key) { return {.key = key}; }

// Of two that a press may mean the first counts: what asks for Shift stands before what does not.
constexpr Shortcut kShortcuts[] = {
    {named(Key::left), "Left", "select the strip to the left",
     [](Frame& frame, const KeyPress&) { select_neighbour(frame, -1); }},
    {named(Key::right), "Right", "select the strip to the right",
     [](Frame& frame, const KeyPress&) { select_neighbour(frame, +1); }},
    {named(Key::up), "Up", "its level up by 1 dB; Shift: 0.1 dB",
     [](Frame& frame, const KeyPress& press) { change_level(frame, +1, press); }},
    {named(Key::down), "Down", "its level down by 1 dB; Shift: 0.1 dB",
     [](Frame& frame, const KeyPress& press) { change_level(frame, -1, press); }},
    {plain('0'), "0", "its level to 0 dB", to_unity},
    {named(Key::enter), "Enter", "type its level",
     [](Frame& frame, const KeyPress&) { type(frame, frame.on_fader(frame.desk.selected())); }},
    {plain('m'), "M", "mute it", toggle<Param::mute>},
    {plain('s'), "S", "solo it", toggle<Param::solo>},
    {plain('r'), "R", "arm it for recording", toggle<Param::arm>},
    {ctrl('r'), "Ctrl+R", "record, or stop", toggle_of_desk<Param::record>},
    {ctrl('g'), "Ctrl+G", "GO: the next scene", go},
    {{.key = Key::backspace, .ctrl = true}, "Ctrl+Backspace", "back one scene", act<Param::scene_back>},
    {plain('a'), "A", "compare: filters, dynamics, equaliser, A or B", toggle<Param::compare>},
    {named(Key::f2), "F2", "rename it",
     [](Frame& frame, const KeyPress&) { type(frame, frame.id(frame.desk.selected(), Param::name)); }},
    {named(Key::f5), "F5", "send every surface everything once more", act<Param::surfaces_repaint>},
    {named(Key::page_up), "PgUp", "layer before", [](Frame& frame, const KeyPress&) { turn_layer(frame, -1); }},
    {named(Key::page_down), "PgDn", "layer after", [](Frame& frame, const KeyPress&) { turn_layer(frame, +1); }},
    {plain('o'), "O", "sends to it on the faders; again: levels", turn_sends},
    {ctrl('z', true), "Ctrl+Shift+Z", "redo", act<Param::redo>},
    {ctrl('z'), "Ctrl+Z", "undo", act<Param::undo>},
    {ctrl('y'), "Ctrl+Y", "redo", act<Param::redo>},
    {plain('z'), "Z", "undo list: what was done, when, by whom",
     [](Frame& frame, const KeyPress&) { turn_sheet(frame.open.undo_list); }},
    {ctrl('s'), "Ctrl+S", "save the show", act<Param::save>},
    {named(Key::f12), "F12", "a numbered marker into the desk's log", act<Param::marker>},
    {plain('c'), "C", "channel; again: the mix", turn<Page::channel>},
    {plain('b'), "B", "meter bridge", turn<Page::meters>},
    {plain('w'), "W", "the main alone, for a wall", turn<Page::wall>},
    {plain('f'), "F", "field", turn<Page::field>},
    {plain('p'), "P", "patch", turn<Page::patch>},
    {plain('g'), "G", "scenes", turn<Page::scenes>},
    {plain('t'), "T", "takes: what is recorded", turn<Page::record>},
    {plain('d'), "D", "desk", turn<Page::desk>},
    {plain('u'), "U", "setup", turn<Page::setup>},
    {plain('h'), "H", "health", turn<Page::health>},
    {plain('v'), "V", "this screen: theme, meters, size, strips",
     [](Frame& frame, const KeyPress&) { turn_sheet(frame.open.screen_sheet); }},
    {plain('n'), "N", "night or day", [](Frame& frame, const KeyPress&) { turn_theme(frame.open.likes); }},
    {ctrl('n'), "Ctrl+N", "a second window", [](Frame& frame, const KeyPress&) { frame.open.wants_window = true; }},
    {ctrl('+'), "Ctrl +", "everything larger",
     [](Frame& frame, const KeyPress&) { step_scale(frame.open.likes, frame.canvas.scale(), +1); }},
    {ctrl('-'), "Ctrl -", "everything smaller",
     [](Frame& frame, const KeyPress&) { step_scale(frame.open.likes, frame.canvas.scale(), -1); }},
    {ctrl('0'), "Ctrl+0", "the monitor's own size", [](Frame& frame, const KeyPress&) { frame.open.likes.scale = 0; }},
    {named(Key::f1), "F1", "explain the control under the pointer", explain},
    {plain('?'), "?", "this sheet", [](Frame& frame, const KeyPress&) { turn_sheet(frame.open.shortcuts); }},
    {named(Key::escape), "Esc", "close what lies on top", close_sheet},
};

constexpr Gesture kGestures[] = {
    {"drag", "moves a value; Shift: ten times finer"},
    {"wheel", "0.5 dB a notch; Shift: 0.1; on a node: Q"},
    {"double click", "default value; on a name: rename"},
    {"right click", "type a value; on a name: colour, layers"},
};

// The plus of a keyboard that has it above the equals sign comes with Shift or without.
char32_t letter_of(const KeyPress& press) { return press.ctrl && press.letter == '=' ? U'+' : press.letter; }

bool means(const KeyPress& press, const KeyPress& wanted) {
  return press.key == wanted.key && letter_of(press) == wanted.letter && press.ctrl == wanted.ctrl &&
         (press.shift || !wanted.shift);
}

}  // namespace

std::span<const Shortcut> shortcuts() { return kShortcuts; }
std::span<const Gesture> gestures() { return kGestures; }

void apply_key(Frame& frame, const KeyPress& press) {
  if (frame.open.entry && press.key != Key::escape) {
    // Letters belong to what is typed; they have reached it when Enter is looked at, later in this frame.
    if (press.key == Key::enter) frame.open.entry->is_entered = true;
    return;
  }
  if (frame.open.picks && press.key != Key::escape) {
    PickList& list = *frame.open.picks;
    if (press.key == Key::enter) list.is_entered = true;
    if (press.key == Key::up) --list.steps;
    if (press.key == Key::down) ++list.steps;
    return;
  }
  for (const Shortcut& shortcut : kShortcuts)
    if (means(press, shortcut.press)) return shortcut.act(frame, press);
}

}  // namespace headroom::display
