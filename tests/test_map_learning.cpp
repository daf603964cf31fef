// Learning: a control of the desk is pointed at, a control of a box is moved, and the map's line is found by itself.
#include <catch2/catch.hpp>
#include <string>

#include "console/curve.h"
#include "surfaces/midi/learn_session.h"
#include "tests/mcu_rig.h"

namespace headroom {
namespace {

// What a hand does: to the right from where the control stands, then to the left; speeds of 1 to `fastest` ticks a
// message.
std::vector<int> turn_of(MidiEncoding encoding, bool invert, int fastest) {
  std::vector<int> values;
  int place = 40;
  for (const int direction : {1, -1})
    for (int i = 0; i < 6; ++i) {
      const int ticks = direction * (1 + i * (fastest - 1) / 5) * (invert ? -1 : 1);
      place += ticks;
      switch (encoding) {
        case MidiEncoding::absolute: values.push_back(place); break;
        case MidiEncoding::two: values.push_back(ticks & 0x7F); break;
        case MidiEncoding::offset: values.push_back(64 + ticks); break;
        case MidiEncoding::sign: values.push_back(ticks > 0 ? ticks : 0x40 - ticks); break;
      }
    }
  return values;
}

// The line that is learned when the box sends these messages.
MidiMapLine learned(const Table& table, ControlId aim, const MidiMessages& messages) {
  MapLearner learner;
  MidiMoves moves;
  int64_t now_ns = 1;
  for (const Bytes& message : messages) {
    for (const MidiMove& move : moves.read(message)) learner.hear(move, now_ns);
    now_ns += 10 * kMillisecond_ns;
    CHECK(!learner.take(table, aim, now_ns));
  }
  const auto line = learner.take(table, aim, now_ns + kLearnQuiet_ns);
  REQUIRE(line);
  return *line;
}

MidiMessages turned(const MidiControl& control, const std::vector<int>& values) {
  MidiMessages messages;
  for (const int value : values)
    for (const auto& message : messages_of(control, value)) messages.push_back(message);
  return messages;
}

}  // namespace

TEST_CASE("places and ticks are told apart, whichever way a box counts and however fast it is turned") {
  for (const MidiEncoding encoding :
       {MidiEncoding::absolute, MidiEncoding::two, MidiEncoding::offset, MidiEncoding::sign})
    for (const bool invert : {false, true})
      for (const int fastest : {1, 2, 4, 8}) {
        if (encoding == MidiEncoding::absolute && invert)
          continue;  // a fader upside down looks like one moved down first
        CAPTURE(static_cast<int>(encoding), invert, fastest);
        const FoundEncoding found = encoding_of(turn_of(encoding, invert, fastest));
        CHECK(found.encoding == encoding);
        CHECK(found.invert == invert);
      }
}

TEST_CASE("places are never taken for ticks, wherever a fader is moved from") {
  for (int start = 0; start <= 115; ++start) {
    std::vector<int> values;
    for (int i = 1; i <= 12; ++i) values.push_back(start + i);
    CAPTURE(start);
    CHECK(encoding_of(values).encoding == MidiEncoding::absolute);
    for (int i = 1; i <= 12; ++i) values.push_back(start + 12 - i);
    CHECK(encoding_of(values).encoding == MidiEncoding::absolute);
  }
}

TEST_CASE("fourteen bits are learned as fourteen, a fader's touch is not taken for the fader") {
  const SurfaceRig rig("learn_bits");
  const Table& table = rig.show().table();
  const ControlId fader = table.find("/ch/01/fader");
  const std::vector<int> values = {8000, 8100, 8200, 8150, 8050};
  for (const MidiControl& control :
       {MidiControl{MidiKind::cc14, 3, 7}, {MidiKind::nrpn14, 3, 1000}, {MidiKind::bend, 3, 0}})
    CHECK(learned(table, fader, turned(control, values)).control == control);
  const std::vector<int> seven = {20, 21, 22, 23, 22};
  for (const MidiControl& control :
       {MidiControl{MidiKind::cc, 3, 7}, {MidiKind::nrpn, 3, 1000}, {MidiKind::pressure, 3, 0}})
    CHECK(learned(table, fader, turned(control, seven)).control == control);
  MidiMessages touched = {{0x90, 104, 127}};
  for (const Bytes& message : turned({MidiKind::bend, 1, 0}, values)) touched.push_back(message);
  touched.push_back({0x90, 104, 0});
  CHECK(learned(table, fader, touched).control == MidiControl{MidiKind::bend, 1, 0});
}

TEST_CASE("a button is learned as a button with its light, on whatever control") {
  const SurfaceRig rig("learn_button");
  const Table& table = rig.show().table();
  MidiMapLine line = learned(table, table.find("/ch/01/mute"), {{0xB0, 20, 127}, {0xB0, 20, 0}});
  CHECK(line_text(line) == "cc/1/20 /ch/01/mute button feedback");
  line = learned(table, table.find("/ch/01/mute"), {{0xB0, 20, 127}});  // and nothing when it is let go
  CHECK(line_text(line) == "cc/1/20 /ch/01/mute latching feedback");
  line = learned(table, table.find("/main/fader"), {{0x90, 20, 127}, {0x80, 20, 0}});
  CHECK(line_text(line) == "note/1/20 /main/fader");
  line = learned(table, table.find("/desk/solo/clear"), {{0xC0, 20}});
  CHECK(line_text(line) == "program/1/20 /desk/solo/clear");
}

TEST_CASE(
    "every control of the table that has a value can be learned from a knob of places, a knob of ticks and a button") {
  const DeskPlan plan{.channels = 8, .auxes = 2, .groups = 1, .matrices = 1, .dcas = 2};
  const SurfaceRig names("learn_all_names", generic_surface(), plan);
  const Table& table = names.show().table();
  MidiMap map;
  std::vector<ControlId> ids;
  int learnable = 0, texts = 0;
  for (ControlId id = 0; id < table.size(); ++id) {
    if (table.row(id).unit == Unit::text) {
      ++texts;
      continue;
    }
    ++learnable;
    ids.push_back(id);
    const auto number = static_cast<uint16_t>(ids.size() - 1);
    const MidiControl knob{MidiKind::nrpn14, 1, number};
    // Learned, written, read back.
    const auto line = learned(table, id, turned(knob, {5000, 5100, 5200, 5100}));
    const auto read = parse_midi_map(line_text(line), "learned");
    REQUIRE(read.notes.empty());
    map.lines.push_back(read.map.lines.front());
    map.lines.back().pick_up = PickUp::jump;
    CHECK(learned(table, id, turned({MidiKind::cc, 2, 20}, {1, 1, 127, 127})).encoding == MidiEncoding::two);
    CHECK(learned(table, id, {{0x90, 60, 127}, {0x80, 60, 0}}).control == MidiControl{MidiKind::note, 1, 60});
  }
  CHECK(learnable + texts == static_cast<int>(table.size()));
  CHECK(conflicts_of(map, table).empty());

  // What the desk makes of the same edits from any other client: some sources and memberships it refuses.
  SurfaceRig other("learn_all_other", map, plan);
  SurfaceRig rig("learn_all", map, plan);
  int moved = 0, movable = 0;
  for (size_t i = 0; i < ids.size(); ++i) {
    const ControlRow& row = table.row(ids[i]);
    if (row.unit == Unit::action) continue;  // pressed in other laws; undo and save would disturb this one
    ++movable;
    const auto number = static_cast<int>(i);
    const uint8_t high = static_cast<uint8_t>(number >> 7), low = static_cast<uint8_t>(number & 0x7F);
    const float before = rig.show().value(ids[i]);
    // A switch is pressed, everything else goes to the end of its travel that is not where the value is now.
    const bool is_switch = row.unit == Unit::on_off;
    const bool up = is_switch || before < (row.min + table.max_value(ids[i])) / 2;
    const auto end = static_cast<uint8_t>(up ? 127 : 0);
    rig.say({0xB0, 99, high, 98, low, 6, end, 38, end});
    rig.run(1);
    other.turn(table.address(ids[i]), is_switch ? 1 - before : up ? table.max_value(ids[i]) : row.min);
    CAPTURE(table.address(ids[i]));
    CHECK(rig.show().value(ids[i]) == other.show().value(ids[i]));
    moved += rig.show().value(ids[i]) != before;
  }
  CHECK(moved > movable * 9 / 10);
}

TEST_CASE(
    "a session: what was moved on the screen is learned from what is moved on the box next, and replaces what it was") {
  SurfaceRig rig("session");
  MidiMap map;
  map.name = "My box";
  map.ports = {"My box"};
  LearnSession session(rig.link(), map);
  MidiMoves moves;
  int64_t now_ns = 1;
  const auto box = [&](const MidiMessages& messages) {
    for (const Bytes& message : messages)
      for (const MidiMove& move : moves.read(message)) session.hear(move, now_ns += 10 * kMillisecond_ns);
  };
  const auto rest = [&] { return session.look(now_ns += kLearnQuiet_ns); };
  box({{0xB0, 16, 1}, {0xB0, 16, 2}});
  CHECK(rest().empty());  // nothing was moved on the screen yet
  rig.turn("/desk/selected", 3);
  CHECK(rest().empty());  // to select is not to move
  rig.turn("/ch/03/pan", 20);
  CHECK(rest().front().starts_with("/ch/03/pan: "));
  box(turned({MidiKind::cc, 1, 16}, {60, 61, 62, 61}));
  CHECK(rest() == std::vector<std::string>{"cc/1/16 /ch/03/pan"});
  CHECK(session.take_learned());
  CHECK(!session.take_learned());
  rig.turn("/ch/04/mute", 1);
  CHECK(rest().size() == 1);
  box({{0x90, 1, 127}, {0x90, 1, 0}});
  CHECK(rest() == std::vector<std::string>{"note/1/1 /ch/04/mute feedback"});
  rig.turn("/ch/05/pan", 20);
  CHECK(rest().size() == 1);
  box(turned({MidiKind::cc, 1, 16}, {60, 61, 62, 61}));
  CHECK(rest() == std::vector<std::string>{"cc/1/16 /ch/05/pan"});
  CHECK(map_text(session.map()) == "name My box\nport My box\nnote/1/1 /ch/04/mute feedback\ncc/1/16 /ch/05/pan\n");
}

}  // namespace headroom
