#include "surfaces/midi/map_learner.h"

#include <algorithm>

namespace headroom {
namespace {

constexpr size_t kMostValues = 4096;

bool all_in(std::span<const int> values, int least, int most) {
  return std::all_of(values.begin(), values.end(), [&](int value) { return value >= least && value <= most; });
}

// The finest message tells most; a note that comes with others is the touch of the fader that sends them.
int worth(MidiKind kind) {
  switch (kind) {
    case MidiKind::nrpn14: return 7;
    case MidiKind::nrpn: return 6;
    case MidiKind::cc14: return 5;
    case MidiKind::bend: return 4;
    case MidiKind::cc: return 3;
    case MidiKind::pressure: return 2;
    case MidiKind::note: return 1;
    case MidiKind::program: return 0;
  }
  return 0;
}

}  // namespace

// Each way of counting keeps to a small range on each side; only places wander. Two halves, right and left, tell which:
// 1.. then 127.. is `two`, 1.. then 65.. is `sign`, 65.. then 63.. is `offset`, and the same swapped is inverted.
FoundEncoding encoding_of(const std::vector<int>& values) {
  constexpr FoundEncoding kAbsolute{MidiEncoding::absolute, false};
  if (values.size() < 2) return kAbsolute;
  struct Sides {
    MidiEncoding encoding;
    int right_least, right_most, left_least, left_most;
  };
  constexpr Sides kSides[] = {
      {MidiEncoding::two, 1, 31, 97, 127}, {MidiEncoding::sign, 1, 31, 65, 95}, {MidiEncoding::offset, 65, 95, 33, 63}};
  const std::span<const int> all(values);
  for (const Sides& sides : kSides)
    for (const bool invert : {false, true}) {
      const auto is_first = [&](int value) {
        return invert ? value >= sides.left_least && value <= sides.left_most
                      : value >= sides.right_least && value <= sides.right_most;
      };
      const auto turn = std::find_if_not(values.begin(), values.end(), is_first);
      const auto split = static_cast<size_t>(turn - values.begin());
      if (split == 0 || split == values.size()) continue;
      const bool second_fits = invert ? all_in(all.subspan(split), sides.right_least, sides.right_most)
                                      : all_in(all.subspan(split), sides.left_least, sides.left_most);
      if (second_fits) return {sides.encoding, invert};
    }
  // Turned one way only: a control that tells places never says the same place twice.
  const bool repeats = std::adjacent_find(values.begin(), values.end()) != values.end();
  if (!repeats) return kAbsolute;
  if (all_in(all, 1, 31)) return {MidiEncoding::two, false};
  if (all_in(all, 65, 95)) return {MidiEncoding::offset, false};
  return kAbsolute;
}

void MapLearner::hear(const MidiMove& move, int64_t now_ns) {
  heard_ns_ = now_ns;
  for (Heard& heard : heard_)
    if (heard.control == move.control) {
      if (heard.values.size() < kMostValues) heard.values.push_back(move.value);
      return;
    }
  heard_.push_back({move.control, {move.value}});
}

const MapLearner::Heard* MapLearner::best() const {
  const auto better = [](const Heard& a, const Heard& b) {
    return worth(a.control.kind) != worth(b.control.kind) ? worth(a.control.kind) < worth(b.control.kind)
                                                          : a.values.size() < b.values.size();
  };
  const auto found = std::max_element(heard_.begin(), heard_.end(), better);
  return found == heard_.end() ? nullptr : &*found;
}

std::optional<MidiMapLine> MapLearner::take(const Table& table, ControlId aim, int64_t now_ns) {
  if (heard_.empty() || now_ns - heard_ns_ < kLearnQuiet_ns) return std::nullopt;
  const Heard& heard = *best();
  MidiMapLine line;
  line.control = heard.control;
  line.address = table.address(aim);
  const MidiKind kind = heard.control.kind;
  const Unit unit = table.row(aim).unit;
  // A button says two things: its end and nothing.
  const bool is_button =
      kind == MidiKind::note || kind == MidiKind::program ||
      (heard.values.size() <= 2 &&
       std::all_of(heard.values.begin(), heard.values.end(), [](int value) { return value == 0 || value == 127; }));
  // One that says a single thing when it is pressed and let go turns over by itself.
  line.latching = is_button && kind != MidiKind::program && unit == Unit::on_off && heard.values.size() == 1;
  line.button = !line.latching && is_button && kind != MidiKind::note && kind != MidiKind::program;
  if (!is_button && (kind == MidiKind::cc || kind == MidiKind::nrpn)) {
    const FoundEncoding found = encoding_of(heard.values);
    line.encoding = found.encoding;
    line.invert = found.invert;
  }
  const bool is_lamp = is_button && kind != MidiKind::program && unit == Unit::on_off;
  const bool shows = is_lamp || kind == MidiKind::bend;
  if (shows) line.feedback = line.control;
  line.pick_up = shows ? PickUp::jump : PickUp::pickup;
  heard_.clear();
  return line;
}

}  // namespace headroom
