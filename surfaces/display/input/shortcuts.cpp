#include "surfaces/display/input/shortcuts.h"

#include <algorithm>

#include "surfaces/display/input/control_touch.h"

namespace headroom::display {
namespace {

void select(Frame& frame, StripIndex strip) { frame.edits.set(frame.id(frame.desk.desk(), Param::selected), strip); }

// To the neighbour of the selected strip; over the edge of a layer into the next one.
void select_neighbour(Frame& frame, int way) {
  std::vector<StripIndex> all;
  if (frame.open.spilled)
    all = frame.strips();
  else
    for (const Layer& layer : frame.layers) all.insert(all.end(), layer.strips.begin(), layer.strips.end());
  const auto here = std::find(all.begin(), all.end(), frame.desk.selected());
  if (here == all.end()) {
    select(frame, frame.strips().front());
    return;
  }
  const auto place = here - all.begin() + way;
  if (place >= 0 && place < static_cast<std::ptrdiff_t>(all.size())) select(frame, all[static_cast<size_t>(place)]);
}

// A spill has pages of its own.
void turn_layer(Frame& frame, int way) {
  if (frame.open.spilled) {
    frame.open.spill_page = std::clamp(frame.open.spill_page + way, 0, frame.spill.pages - 1);
    return;
  }
  frame.open.layer = std::clamp(frame.open.layer + way, 0, static_cast<int>(frame.layers.size()) - 1);
}

void apply_letter(Frame& frame, const KeyPress& press, StripIndex strip) {
  const auto act = [&](Param param) { frame.edits.act(frame.id(frame.desk.desk(), param)); };
  const auto toggle = [&](Param param) {
    if (frame.desk.has(strip, param)) frame.edits.toggle(frame.id(strip, param));
  };
  if (press.ctrl) {
    switch (press.letter) {
      case 'z': act(press.shift ? Param::redo : Param::undo); break;
      case 'y': act(Param::redo); break;
      case 's': act(Param::save); break;
      default: break;
    }
    return;
  }
  switch (press.letter) {
    case 'm': toggle(Param::mute); break;
    case 's': toggle(Param::solo); break;
    case '0':
      if (frame.desk.has(strip, Param::fader)) frame.edits.set(frame.id(strip, Param::fader), 0);
      break;
    case 'c': turn_to(frame.open, Page::channel); break;
    case 'b': turn_to(frame.open, Page::meters); break;
    case 'h': turn_to(frame.open, Page::health); break;
    case 'p': turn_to(frame.open, Page::patch); break;
    case 'd': turn_to(frame.open, Page::desk); break;
    case '?': turn_shortcuts(frame.open); break;
    default: break;
  }
}

}  // namespace

void apply_key(Frame& frame, Rect page, const KeyPress& press) {
  if (press.key == Key::escape) {
    // The sheet that lies on top goes first; what lies on the strips stays beneath it.
    const bool has_sheet = frame.open.entry || frame.open.picks || frame.open.color_menu || frame.open.shortcuts;
    if (!has_sheet) frame.open.spilled.reset();
    frame.open.entry.reset();
    frame.open.picks.reset();
    frame.open.color_menu.reset();
    frame.open.shortcuts.reset();
    return;
  }
  if (frame.open.entry) {
    // Letters belong to what is typed; they have reached it when Enter is looked at, later in this frame.
    if (press.key == Key::enter) frame.open.entry->is_entered = true;
    return;
  }
  if (frame.open.picks) {
    PickList& list = *frame.open.picks;
    if (press.key == Key::enter) list.is_entered = true;
    if (press.key == Key::up) --list.steps;
    if (press.key == Key::down) ++list.steps;
    return;
  }
  const StripIndex strip = frame.desk.selected();
  const auto change_level = [&](float way) {
    // 1 dB is two notches of the wheel; Shift makes it a tenth.
    if (frame.desk.has(strip, Param::fader)) frame.edits.step(frame.id(strip, Param::fader), press.shift ? way : 2 * way, press.shift);
  };
  const auto type = [&](Param param) {
    if (frame.desk.has(strip, param)) open_entry(frame, frame.id(strip, param), page.middle(264, 0));
  };
  switch (press.key) {
    case Key::left: select_neighbour(frame, -1); break;
    case Key::right: select_neighbour(frame, +1); break;
    case Key::up: change_level(+1); break;
    case Key::down: change_level(-1); break;
    case Key::page_up: turn_layer(frame, -1); break;
    case Key::page_down: turn_layer(frame, +1); break;
    case Key::enter: type(Param::fader); break;
    case Key::f2: type(Param::name); break;
    case Key::letter: apply_letter(frame, press, strip); break;
    case Key::escape: break;
  }
}

}  // namespace headroom::display
