// From the table to the dynamics: words for keys and ratios, and what reaches the engine's numbers.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

#include "console/desk.h"
#include "console/key_source.h"
#include "console/strip_dynamics.h"
#include "console/value_text.h"

using namespace headroom;

namespace {

struct Rig {
  Table table{DeskPlan{}};
  Show show{table};
  LanePlan plan{table};
  Targets targets{plan.layout()};

  void set(const char* address, float value) { show.set(table.find(address), value); }
  // The bank of channel 1 after a derivation.
  const BankTargets& channel_1() {
    const StripIndex channel = table.strip_of(kChannel, 1);
    aim_dynamics(show, channel, plan, plan.of(channel), 48000, targets.edit(0));
    return targets.bank(0);
  }
};

}  // namespace

TEST_CASE("every key source has words that are read back, and numbers that name the same strip on every desk") {
  for (int position = 0; position <= kLastKeySource; ++position) {
    const auto value = static_cast<float>(position);
    REQUIRE(parse_key_source(key_source_text(value)) == value);
    if (position > 0) REQUIRE(value_of(key_source_of(value)) == value);
  }
  CHECK(key_source_text(0) == "own");
  CHECK(key_source_text(7) == "ch 7");
  CHECK(parse_key_source("CH07") == 7.0f);
  CHECK(key_source_text(value_of({kMain, 1})) == "main");
  CHECK(key_source_text(value_of({kAux, 3})) == "aux 3");
  for (const char* wrong : {"", "ch", "ch 0", "ch 1025", "dca 1", "7", "ch 7 8", "main 2", "aux 99999999999"})
    CHECK_FALSE(parse_key_source(wrong));
}

TEST_CASE("the top of the compressor's ratio is infinity, written and typed as such") {
  Rig rig;
  const ControlRow& row = rig.table.row(rig.table.find("/ch/01/comp/ratio"));
  CHECK(value_text(row, row.max) == "inf:1");
  CHECK(*parse_value(row, "inf") == row.max);
  CHECK(*parse_value(row, exact_value_text(row, row.max)) == row.max);
  CHECK(value_text(row, 4) == "4.0:1");
  rig.set("/ch/01/comp/ratio", row.max);
  CHECK(std::isinf(compressor_settings(rig.show, rig.table.strip_of(kChannel, 1)).ratio));
  rig.set("/ch/01/comp/on", 1);
  CHECK(rig.channel_1().parameter(Strip::compressor + CompressorRow::slope, 0) == 1);
}

TEST_CASE("a new strip's dynamics are neutral and hear the strip itself") {
  Rig rig;
  const BankTargets& bank = rig.channel_1();
  CHECK(bank.parameter(Strip::gate + GateRow::range, 0) == 1);
  CHECK(bank.parameter(Strip::compressor + CompressorRow::slope, 0) == 0);
  CHECK(bank.parameter(Strip::compressor + CompressorRow::makeup_log2, 0) == 0);
  CHECK(bank.parameter(Strip::de_esser + DeEsserRow::range_log2, 0) == 0);
  for (const int filter : {Strip::gate_key, Strip::compressor_key}) {
    CHECK(bank.parameter(filter + kM0, 0) == 1);
    CHECK(bank.parameter(filter + kM1, 0) == 0);
    CHECK(bank.parameter(filter + kM2, 0) == 0);
  }
  CHECK(bank.gate_key[0] == lane_index(0, 0));
  CHECK(bank.compressor_key[0] == lane_index(0, 0));
}

TEST_CASE("a key names a channel's lane, both sides of a group, or the strip itself where the desk has no such strip") {
  Rig rig;
  rig.set("/ch/01/gate/key/source", value_of({kChannel, 12}));
  rig.set("/ch/01/comp/key/source", value_of({kGroup, 2}));
  CHECK(rig.channel_1().gate_key[0] == lane_index(1, 3));
  const StripLanes& group = rig.plan.of(rig.table.strip_of(kGroup, 2));
  CHECK(rig.channel_1().compressor_key[0] == both_sides(lane_index(group.bank, group.lane)));
  rig.set("/ch/01/gate/key/source", value_of({kChannel, 900}));
  CHECK(rig.channel_1().gate_key[0] == lane_index(0, 0));

  const StripIndex main = rig.table.strip_of(kMain);
  rig.set("/main/comp/key/source", value_of({kGroup, 2}));
  const StripLanes& lanes = rig.plan.of(main);
  BankTargets& bank = rig.targets.edit(lanes.bank);
  aim_dynamics(rig.show, main, rig.plan, lanes, 48000, bank);
  for (int side = 0; side < 2; ++side)
    CHECK(bank.compressor_key[static_cast<size_t>(lanes.lane + side)] == lane_index(group.bank, group.lane + side));
  CHECK(bank.parameter(Strip::compressor + CompressorRow::link, lanes.lane) == 1);
}

TEST_CASE("a key is listened to whether the stage is on or not, and a saved show never brings it back") {
  Rig rig;
  rig.set("/ch/01/gate/key/listen", 1);
  CHECK(rig.channel_1().parameter(Strip::gate + GateRow::listen, 0) == 1);
  CHECK(rig.channel_1().parameter(Strip::gate + GateRow::range, 0) == 1);
  for (const char* address : {"/ch/01/gate/key/listen", "/ch/01/comp/key/listen", "/ch/01/deess/listen"})
    CHECK((rig.table.row(rig.table.find(address)).flags & kNotSaved) != 0);
}

TEST_CASE("no value of any control, next to nothing or next to its ends, gives the engine anything but numbers") {
  Desk desk(DeskPlan{.channels = 8, .auxes = 2, .groups = 2, .matrices = 2, .dcas = 2}, 48000);
  const Table& table = desk.table();
  Edit edit;
  for (ControlId id = 0; id < table.size(); ++id) {
    const ControlRow& row = table.row(id);
    const StripIndex strip = table.control(id).strip;
    const bool is_first = strip == table.strip_of(table.strip(strip).kind);
    if (!is_first || row.unit == Unit::text || row.unit == Unit::action || row.param == Param::lock) continue;
    const float least = row.min, most = table.max_value(id);
    edit.control = id;
    for (const float value :
         {1e-44f, 1e-24f, -1e-24f, std::nextafter(least, most), std::nextafter(most, least), least, most}) {
      edit.value = value;
      desk.apply(0, edit, 0);
      desk.update_targets();
      const Targets& targets = desk.targets();
      for (int bank = 0; bank < targets.layout().banks(); ++bank) {
        const auto& numbers = targets.bank(bank).parameters;
        if (!std::all_of(numbers.begin(), numbers.end(), [](float number) { return std::isfinite(number); }))
          FAIL(table.address(id) << ' ' << value);
      }
    }
  }
}
