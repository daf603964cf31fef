#include "surfaces/display/model/picks.h"

#include <algorithm>
#include <cctype>

#include "console/key_source.h"
#include "console/meters/tap_target.h"
#include "console/table_rows.h"
#include "console/tap.h"
#include "surfaces/display/model/source_names.h"

namespace headroom::display {
namespace {

constexpr int kMostClicks = 4;  // a choice of more words is a list
constexpr StripKind kKeyKinds[] = {kChannel, kGroup, kAux, kMain, kMatrix};

std::vector<Pick> choices_of(const ControlRow& row) {
  std::vector<Pick> picks;
  for (int i = 0; i <= static_cast<int>(row.max); ++i) picks.push_back({static_cast<float>(i), row.choices[i], ""});
  return picks;
}

std::vector<Pick> inputs_of(const DeskCopy& desk) {
  const Table& table = desk.table();
  std::vector<Pick> picks(static_cast<size_t>(inputs_to_list(desk)) + 1);
  for (size_t i = 0; i < picks.size(); ++i) {
    const auto value = static_cast<float>(i);
    picks[i] = {value, input_name(value), "", is_missing_input(desk.status(), value)};
  }
  for (int channel = 1; channel <= table.count_of(kChannel); ++channel) {
    const StripIndex strip = table.strip_of(kChannel, channel);
    const auto input = static_cast<size_t>(desk.value(strip, Param::input));
    if (input == 0) continue;
    std::string& note = picks[input].note;
    note += (note.empty() ? "" : ", ") + desk.show().strip_name(strip);
  }
  return picks;
}

Pick strip_pick(const DeskCopy& desk, StripIndex strip, float value) {
  const std::string name = desk.show().strip_name(strip), place = desk.table().standard_name(strip);
  return {value, name, place == name ? "" : place};
}

// What a monitor may listen to, what a meter may hear; of what may be selected, all that has a name.
std::vector<Pick> strips_of(const DeskCopy& desk, ControlId control) {
  const Param param = desk.table().row(control).param;
  const bool is_meter = desk.table().strip(desk.table().control(control).strip).kind == kMeter;
  std::vector<Pick> picks;
  const auto& strips = desk.table().strips();
  for (size_t i = 0; i < strips.size(); ++i) {
    const auto strip = static_cast<StripIndex>(i);
    const bool is_listed = is_meter                 ? can_be_metered(desk.table(), strip)
                           : param == Param::source ? (strips[i].kind & kMonitored) != 0
                                                    : strips[i].kind != kScene && desk.has(strip, Param::name);
    if (is_listed) picks.push_back(strip_pick(desk, strip, static_cast<float>(i)));
  }
  // The main first, then the other buses: they are what is listened to most.
  const auto kind_of = [&](const Pick& pick) { return desk.table().strip(static_cast<StripIndex>(pick.value)).kind; };
  const auto buses =
      std::stable_partition(picks.begin(), picks.end(), [&](const Pick& pick) { return kind_of(pick) != kChannel; });
  std::stable_partition(picks.begin(), buses, [&](const Pick& pick) { return kind_of(pick) == kMain; });
  if (desk.table().row(control).flags & kMayBeNone)
    picks.insert(picks.begin(), {desk.table().max_value(control), "none", ""});
  return picks;
}

std::vector<Pick> keys_of(const DeskCopy& desk) {
  std::vector<Pick> picks{{0, "own", "the strip itself"}};
  for (const StripKind kind : kKeyKinds)
    for (int number = 1; number <= desk.table().count_of(kind); ++number)
      picks.push_back(strip_pick(desk, desk.table().strip_of(kind, number), value_of({kind, number})));
  return picks;
}

// The lanes in use, and the one that is set, should the layout have none such now.
std::vector<Pick> taps_of(const DeskCopy& desk, ControlId control) {
  std::vector<Pick> picks{{0, "none", ""}};
  for (const StripSide side : lanes_to_list(desk.show()))
    picks.push_back({tap_value(side), lane_name(desk, side), desk.table().standard_name(side.strip)});
  const float now = desk.show().value(control);
  const bool is_listed = std::any_of(picks.begin(), picks.end(), [&](const Pick& pick) { return pick.value == now; });
  if (!is_listed) picks.push_back({now, tap_name(desk, now), "not in the layout", true});
  return picks;
}

std::vector<Pick> scenes_of(const DeskCopy& desk) {
  std::vector<Pick> picks{{0, "none", ""}};
  for (int number = 1; number <= kScenes; ++number)
    if (has_scene(desk.scenes(), number))
      picks.push_back(strip_pick(desk, desk.table().strip_of(kScene, number), static_cast<float>(number)));
  return picks;
}

bool contains(std::string_view text, std::string_view words) {
  const auto same = [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
  };
  return std::search(text.begin(), text.end(), words.begin(), words.end(), same) != text.end();
}

}  // namespace

bool has_picks(const ControlRow& row) {
  switch (row.unit) {
    case Unit::input:
    case Unit::strip:
    case Unit::key:
    case Unit::scene:
    case Unit::tap: return true;
    case Unit::choice: return row.max >= kMostClicks;
    default: return false;
  }
}

std::vector<Pick> picks_of(const DeskCopy& desk, ControlId control) {
  const ControlRow& row = desk.table().row(control);
  switch (row.unit) {
    case Unit::input: return inputs_of(desk);
    case Unit::strip: return strips_of(desk, control);
    case Unit::key: return keys_of(desk);
    case Unit::scene: return scenes_of(desk);
    case Unit::tap: return taps_of(desk, control);
    case Unit::choice: return choices_of(row);
    default: return {};
  }
}

std::vector<Pick> picks_with(std::vector<Pick> picks, std::string_view words) {
  std::erase_if(picks, [&](const Pick& pick) { return !contains(pick.name, words) && !contains(pick.note, words); });
  return picks;
}

}  // namespace headroom::display
