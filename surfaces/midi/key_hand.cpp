#include "surfaces/midi/key_hand.h"

#include <algorithm>
#include <utility>

#include "console/value_text.h"
#include "surfaces/midi/turning_hand.h"

namespace headroom {
namespace {

const KeyPlanEntry& entry_of(const KeyPlan& plan, int note) { return plan.keys[static_cast<size_t>(note)]; }

// The lamps of actions that have one: something can be undone, saved, cleared.
bool is_action_lit(Param action, const DeskStatus& status) {
  switch (action) {
    case Param::undo: return status.can_undo;
    case Param::redo: return status.can_redo;
    case Param::save: return status.unsaved;
    case Param::solo_clear: return status.solo_active;
    default: return false;
  }
}

// A box that follows the selection moves it; every other moves the window.
void move_strips(int strips, LinkClient& desk, SurfaceView& view, const BoxWindow& window) {
  if (window.followed < 0) return view.layer().move(strips);
  const int strip = view.layer().neighbour(window.followed, strips);
  if (strip >= 0) desk.set(desk.table().id(desk.table().strip_of(kDesk), Param::selected), static_cast<float>(strip));
}

void open_next_page(const std::vector<int>& pages, const LinkClient& desk, SurfaceView& view) {
  const auto open = std::find(pages.begin(), pages.end(), view.pots().page);
  view.open_page(desk, open == pages.end() || open + 1 == pages.end() ? pages.front() : open[1]);
}

void press_control(LinkClient& desk, ControlId control, const std::optional<float>& value) {
  const Table& table = desk.table();
  const float pushed =
      pushed_value(table.row(control), desk.value(control), table.standard_value(control), table.max_value(control));
  desk.set(control, value ? *value : pushed);
}

}  // namespace

Result<KeyHand::Aim> KeyHand::aim_at(const KeyPlanEntry& entry, const Table& table, const std::string& address) {
  Aim aim{table.find(address), std::nullopt};
  if (aim.control == kNoControl) return Error{"this desk has no control " + address};
  const ControlRow& row = table.row(aim.control);
  if (row.unit == Unit::text) return Error{address + " is a text, which no key can write"};
  if (entry.momentary && row.unit != Unit::on_off) return Error{address + " is no switch, so it cannot be momentary"};
  if (entry.value.empty()) return aim;
  const auto value = parse_value(table, aim.control, entry.value);
  if (!value) return Error{address + ": " + value.error()};
  aim.value = *value;
  return aim;
}

KeyHand::KeyHand(const KeyPlan& plan, const Table& table)
    : plan_(&plan), jog_(table.find(plan.jog)), pedal_(table.find(plan.pedal)) {
  for (int note = 0; note < 128; ++note)
    if (entry_of(plan, note).deed == KeyDeed::control)
      if (const auto aim = aim_at(entry_of(plan, note), table, entry_of(plan, note).address))
        aims_[static_cast<size_t>(note)] = *aim;
}

void KeyHand::change_console(const KeyPlan& plan, const Table& table) {
  auto held = std::move(held_);
  *this = KeyHand(plan, table);
  held_ = std::move(held);
}

std::vector<std::string> KeyHand::misfits(const KeyPlan& plan, const Table& table) {
  std::vector<std::string> sentences;
  for (int note = 0; note < 128; ++note) {
    const KeyPlanEntry& entry = entry_of(plan, note);
    if (entry.deed != KeyDeed::control || entry.address == entry_of(default_key_plan(), note).address) continue;
    if (const auto aim = aim_at(entry, table, entry.address); !aim)
      sentences.push_back("key " + name_of_key(note) + ": " + aim.error() + '.');
  }
  return sentences;
}

KeyHand::Aim KeyHand::aim_of(int note, const LinkClient& desk, const BoxWindow& window) const {
  const KeyPlanEntry& entry = entry_of(*plan_, note);
  if (entry.deed != KeyDeed::strip) return aims_[static_cast<size_t>(note)];
  const int strip = window.strip_at(note % kSurfaceStrips);
  if (strip < 0) return {};
  const Table& table = desk.table();
  const auto aim = aim_at(entry, table, table.strip(static_cast<StripIndex>(strip)).address + '/' + entry.address);
  return aim ? *aim : Aim{};
}

std::vector<StripIndex> KeyHand::own_layer(int number, const Table& table) const {
  std::vector<StripIndex> strips;
  for (const std::string& address : plan_->own_layers[static_cast<size_t>(number - 1)])
    if (const auto strip = table.find_strip(address)) strips.push_back(*strip);
  return strips;
}

void KeyHand::release(int note, LinkClient& desk, SurfaceView& view) {
  const auto place = static_cast<size_t>(note);
  if (fine_[place]) view.set_fine(false);
  fine_[place] = false;
  const auto held = held_.extract(note);
  const ControlId control = held ? desk.table().find(held.mapped()) : kNoControl;
  if (control == kNoControl) return;
  desk.set(control, 0);
  desk.end_gesture(control);
}

void KeyHand::let_go(LinkClient& desk, SurfaceView& view) {
  for (int note = 0; note < 128; ++note) release(note, desk, view);
}

void KeyHand::press(int note, LinkClient& desk, SurfaceView& view, const BoxWindow& window) {
  const KeyPlanEntry& entry = entry_of(*plan_, note);
  switch (entry.deed) {
    case KeyDeed::nothing: break;
    case KeyDeed::fine:
      fine_[static_cast<size_t>(note)] = true;
      view.set_fine(true);
      break;
    case KeyDeed::bank: move_strips(entry.direction * view.layer().width(), desk, view, window); break;
    case KeyDeed::channel: move_strips(entry.direction, desk, view, window); break;
    case KeyDeed::page: open_next_page(entry.pages, desk, view); break;
    case KeyDeed::across: view.set_spread(desk, PotSpread::across); break;
    case KeyDeed::into: view.set_spread(desk, PotSpread::into); break;
    case KeyDeed::step: view.step(desk, entry.direction); break;
    case KeyDeed::flip: view.flip(); break;
    case KeyDeed::repaint: view.repaint(); break;
    case KeyDeed::spill: view.turn_spill(desk); break;
    case KeyDeed::own_layer: view.turn_own_layer(entry.number, own_layer(entry.number, desk.table())); break;
    case KeyDeed::layer:
      if (desk.table().count_of(entry.kind) > 0) view.layer().go_to_strip(desk.table().strip_of(entry.kind));
      break;
    case KeyDeed::control:
    case KeyDeed::strip: {
      const Aim aim = aim_of(note, desk, window);
      if (aim.control == kNoControl) break;
      if (!entry.momentary) {
        press_control(desk, aim.control, aim.value);
        break;
      }
      // A hand that holds a control may end what it began, also when the desk is locked meanwhile.
      held_[note] = desk.table().address(aim.control);
      desk.begin_gesture(aim.control);
      desk.set(aim.control, 1);
    }
  }
}

uint8_t KeyHand::light(int note, const LinkClient& desk, const DeskStatus& status, const SurfaceView& view,
                       const BoxWindow& window) const {
  const KeyPlanEntry& entry = entry_of(*plan_, note);
  const auto on_if = [](bool is_lit) { return is_lit ? kLightOn : kLightOff; };
  switch (entry.deed) {
    case KeyDeed::page:
      return on_if(std::find(entry.pages.begin(), entry.pages.end(), view.pots().page) != entry.pages.end());
    case KeyDeed::across: return on_if(view.pots().spread == PotSpread::across);
    case KeyDeed::into: return on_if(view.pots().spread == PotSpread::into);
    case KeyDeed::flip: return on_if(view.pots().flip);
    case KeyDeed::fine: return on_if(view.is_fine());
    case KeyDeed::spill: return on_if(view.is_spilled());
    case KeyDeed::own_layer: return on_if(view.own_layer() == entry.number);
    case KeyDeed::layer: {
      const int first = view.layer().strip_at(0);
      return on_if(first >= 0 && view.layer().shows_all() &&
                   desk.table().strip(static_cast<StripIndex>(first)).kind == entry.kind);
    }
    case KeyDeed::control:
    case KeyDeed::strip: {
      const Aim aim = aim_of(note, desk, window);
      if (aim.control == kNoControl) return kLightOff;
      const ControlRow& row = desk.table().row(aim.control);
      if (row.unit == Unit::action) return on_if(is_action_lit(row.param, status));
      const float now = desk.value(aim.control);
      return on_if(aim.value ? now == *aim.value : row.unit == Unit::on_off && now >= 0.5f);
    }
    default: return kLightOff;
  }
}

}  // namespace headroom
