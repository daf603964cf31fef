#include "console/gang.h"

#include <algorithm>
#include <string_view>

#include "console/dca.h"
#include "console/meters/tap_target.h"
#include "console/pair.h"
#include "console/sound_rules.h"
#include "console/table_rows.h"
#include "console/tap.h"

namespace headroom {
namespace {

using Consequences = std::vector<Consequence>;

// --- Stereo pairs
// -----------------------------------------------------------------------------------------------------

// The control itself and its likes on the other side: of its strip, and of the stereo aux a send leads to.
std::vector<ControlId> sides_of(const Show& show, ControlId id) {
  const Table& table = show.table();
  const Control& control = table.control(id);
  std::vector<StripIndex> strips{control.strip};
  if (is_paired(show, control.strip)) strips.push_back(*partner_of(table, control.strip));
  std::vector<int> repeats{control.repeat};
  if (control.row->repeat == Repeat::aux) {
    const StripIndex aux = table.strip_of(kAux, control.repeat + 1);
    if (is_paired(show, aux)) repeats.push_back(table.strip(*partner_of(table, aux)).number - 1);
  }
  std::vector<ControlId> sides;
  for (const StripIndex strip : strips)
    for (const int repeat : repeats) sides.push_back(table.id(strip, control.row->param, repeat));
  return sides;
}

// A pair begins with the settings of its odd side, in the middle.
void join_sides(const Show& show, StripIndex first, StripIndex second, Consequences& moves) {
  const Table& table = show.table();
  const DeskStrip& from = table.strip(first);
  for (ControlId offset = 0; offset < from.controls; ++offset) {
    const ControlRow& row = table.row(from.first_control + offset);
    if (row.unit == Unit::text || (row.flags & kPerSide)) continue;
    moves.push_back({table.strip(second).first_control + offset, show.value(from.first_control + offset)});
  }
  for (const StripIndex side : {first, second})
    if (const ControlId pan = table.id(side, Param::pan); pan != kNoControl) moves.push_back({pan, 0});
  if (from.kind != kAux) return;
  for (int channel = 1; channel <= table.count_of(kChannel); ++channel)
    for (const Param send : {Param::send_level, Param::send_tap, Param::send_pan, Param::send_follow}) {
      const StripIndex sender = table.strip_of(kChannel, channel);
      moves.push_back({table.id(sender, send, from.number), show.value(sender, send, from.number - 1)});
    }
}

// A stereo pair that is split stays where it was heard: its sides hard left and right.
void split_sides(const Show& show, StripIndex first, StripIndex second, Consequences& moves) {
  const Table& table = show.table();
  if (table.id(first, Param::pan) == kNoControl) return;
  moves.push_back({table.id(first, Param::pan), -100});
  moves.push_back({table.id(second, Param::pan), 100});
}

void change_pair(const Show& show, ControlId moved, Pair before, Consequences& moves) {
  const Table& table = show.table();
  const StripIndex strip = table.control(moved).strip;
  const auto partner = partner_of(table, strip);
  if (!partner) return;
  const StripIndex first = is_first_side(table, strip) ? strip : *partner;
  const StripIndex second = is_first_side(table, strip) ? *partner : strip;
  moves.push_back({table.id(*partner, Param::pair), show.value(moved)});
  const auto now = static_cast<Pair>(static_cast<int>(show.value(moved)));
  if (before == Pair::mono && now != Pair::mono) join_sides(show, first, second, moves);
  if (before == Pair::stereo && now == Pair::mono) split_sides(show, first, second, moves);
}

// --- Link groups
// ------------------------------------------------------------------------------------------------------

Param switch_of(LinkedPart part) {
  switch (part) {
    case LinkedPart::mute: return Param::link_mute;
    case LinkedPart::equaliser: return Param::link_eq;
    case LinkedPart::dynamics: return Param::link_dynamics;
    case LinkedPart::sends: return Param::link_sends;
    default: return Param::link_fader;
  }
}

// Where a follower that stood at `own` comes to when the leader goes `from` `to`, at the same distance: in dB, in ms,
// or as a ratio where travel is logarithmic. A switch has no distance.
float kept_distance(const ControlRow& row, float own, float from, float to) {
  if (row.unit == Unit::on_off || row.curve == Curve::steps) return to;
  if (row.curve == Curve::log) return own * to / from;
  const float floor = row.curve == Curve::fader ? kFaderFloor_dB : row.min;
  return std::max(own, floor) + std::max(to, floor) - std::max(from, floor);
}

void follow_links(const Show& show, ControlId moved, const Gesture& gesture, Consequences& moves) {
  const Table& table = show.table();
  const Control& control = table.control(moved);
  const ControlId membership = table.id(control.strip, Param::link);
  const LinkedPart part = linked_part(*control.row);
  if (membership == kNoControl || part == LinkedPart::none || gesture.control == kNoControl) return;
  const int group = static_cast<int>(show.value(membership)) - 1;
  const StripIndex desk = table.strip_of(kDesk);
  if (group < 0 || !show.is_on(desk, switch_of(part), group)) return;
  const bool is_absolute = show.is_on(desk, Param::link_mode, group);
  for (size_t strip = 0; strip < table.strips().size(); ++strip) {
    const auto other = static_cast<StripIndex>(strip);
    const ControlId likewise = table.id(other, control.row->param, control.repeat);
    const ControlId link = table.id(other, Param::link);
    if (link == kNoControl || likewise == kNoControl || static_cast<int>(show.value(link)) - 1 != group) continue;
    const bool has_moved =
        std::any_of(moves.begin(), moves.end(), [&](const Consequence& move) { return move.control == likewise; });
    if (likewise == moved || has_moved) continue;
    const float own = gesture.value_before(likewise, show), from = gesture.value_before(moved, show);
    const float to = show.value(moved);
    moves.push_back({likewise, is_absolute ? to : kept_distance(*control.row, own, from, to)});
  }
}

// --- Solo and cue mixes
// -----------------------------------------------------------------------------------------------

// While solo is exclusive a new one ends the others, but for its own other side.
void end_other_solos(const Show& show, ControlId moved, Consequences& moves) {
  const Table& table = show.table();
  if (!show.is_on(table.strip_of(kDesk), Param::solo_exclusive) || show.value(moved) < 0.5f) return;
  const std::vector<ControlId> own = sides_of(show, moved);
  for (size_t strip = 0; strip < table.strips().size(); ++strip) {
    const ControlId solo = table.id(static_cast<StripIndex>(strip), Param::solo);
    const bool is_own = std::find(own.begin(), own.end(), solo) != own.end();
    if (solo != kNoControl && !is_own && show.value(solo) >= 0.5f) moves.push_back({solo, 0});
  }
}

// A send of a mix that follows the main is its own from the moment a hand sets it.
void leave_the_main(const Show& show, ControlId moved, Consequences& moves) {
  const Table& table = show.table();
  const int aux = table.control(moved).repeat;
  if (!show.is_on(table.strip_of(kAux, aux + 1), Param::follow)) return;
  for (const ControlId side : sides_of(show, table.id(table.control(moved).strip, Param::send_follow, aux)))
    moves.push_back({side, 0});
}

}  // namespace

LinkedPart linked_part(const ControlRow& row) {
  const std::string_view address = row.address;
  struct Beginning {
    const char* address;
    LinkedPart part;
  };
  static constexpr Beginning kBeginnings[] = {
      {"fader", LinkedPart::fader},     {"mute", LinkedPart::mute},         {"eq/", LinkedPart::equaliser},
      {"hp/", LinkedPart::equaliser},   {"lp/", LinkedPart::equaliser},     {"gate/", LinkedPart::dynamics},
      {"geq/", LinkedPart::equaliser},  {"limiter/", LinkedPart::dynamics}, {"comp/", LinkedPart::dynamics},
      {"deess/", LinkedPart::dynamics}, {"send/", LinkedPart::sends},       {"group/", LinkedPart::sends},
      {"matrix/", LinkedPart::sends},   {"main", LinkedPart::sends},
  };
  for (const Beginning& beginning : kBeginnings) {
    const std::string_view word = beginning.address;
    if (word.ends_with('/') ? address.starts_with(word) : address == word) return beginning.part;
  }
  return LinkedPart::none;
}

std::vector<Consequence> consequences_of(const Show& show, ControlId moved, float before, const Gesture& gesture) {
  const ControlRow& row = show.table().row(moved);
  Consequences moves;
  if (row.unit == Unit::text) return moves;
  if (row.param == Param::pair) {
    change_pair(show, moved, static_cast<Pair>(static_cast<int>(before)), moves);
    return moves;
  }
  if (!(row.flags & kPerSide))
    for (const ControlId side : sides_of(show, moved))
      if (side != moved) moves.push_back({side, show.value(moved)});
  follow_links(show, moved, gesture, moves);
  for (const Consequence& move : sound_rule_consequences(show, moved, gesture)) moves.push_back(move);
  if (row.param == Param::solo) end_other_solos(show, moved, moves);
  if (row.param == Param::send_level || row.param == Param::send_pan) leave_the_main(show, moved, moves);
  return moves;
}

std::optional<std::string> obstacle_to(const Show& show, ControlId control, float value) {
  const Table& table = show.table();
  const Control& wanted = table.control(control);
  if (wanted.row->param == Param::pair && value >= 0.5f && !partner_of(table, wanted.strip))
    return table.address(control) + ": there is no strip behind the last one to pair it with; it stays mono";
  const auto can_be_source = [&](StripIndex strip) {
    return table.strip(wanted.strip).kind == kMeter ? can_be_metered(table, strip)
                                                    : (table.strip(strip).kind & kMonitored) != 0;
  };
  if (wanted.row->param == Param::source && !table.is_no_strip(control, value) &&
      !can_be_source(static_cast<StripIndex>(value)))
    return table.address(control) + ": " + table.strip(static_cast<StripIndex>(value)).address +
           " carries no sound that can be listened to; right would be one like /main or /aux/01";
  if (wanted.row->param == Param::tap && value >= 0.5f && !tap_side(table, value))
    return table.address(control) + ": there is no sound to carry there; right would be one like " +
           tap_text(table, table.standard_value(control)) + " or none";
  const bool is_dca_in_dca = wanted.row->param == Param::dca && table.strip(wanted.strip).kind == kDca;
  if (is_dca_in_dca && value >= 0.5f && would_make_a_circle(show, wanted.strip, wanted.repeat))
    return show.strip_name(wanted.strip) + " cannot be in " + show.strip_name(table.strip_of(kDca, wanted.repeat + 1)) +
           ": it would move itself in a circle";
  return std::nullopt;
}

}  // namespace headroom
