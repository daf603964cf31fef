#include "surfaces/display/model/source_names.h"

#include <algorithm>

#include "console/key_source.h"
#include "console/tap.h"
#include "surfaces/display/model/lanes_in_use.h"

namespace headroom::display {

std::string input_name(float value) { return value < 1 ? "no input" : "In " + std::to_string(static_cast<int>(value)); }

bool is_missing_input(const DeskStatus& status, float value) {
  return status.drive == DriveState::device && static_cast<int>(value) > status.device_inputs;
}

int inputs_to_list(const DeskCopy& desk) {
  const Table& table = desk.table();
  const bool has_device = desk.status().drive == DriveState::device;
  int count = has_device ? desk.status().device_inputs : table.count_of(kChannel);
  for (int channel = 1; channel <= table.count_of(kChannel); ++channel)
    for (const Param param : {Param::input, Param::input_backup})
      count = std::max(count, static_cast<int>(desk.value(table.strip_of(kChannel, channel), param)));
  return count;
}

std::vector<StripSide> lanes_to_list(const Show& show) {
  const Table& table = show.table();
  std::vector<StripSide> lanes;
  for (const StripKind kind : {kMain, kMonitor, kPhones, kAux, kGroup, kMatrix, kReference, kTalk, kChannel})
    for (int number = 1; number <= table.count_of(kind); ++number)
      for (const int side : lanes_in_use(show, table.strip_of(kind, number)))
        lanes.push_back({table.strip_of(kind, number), side});
  return lanes;
}

std::string lane_word(const Table& table, StripSide side) {
  return side_count(table.strip(side.strip).kind) < 2 ? "" : side_label(side.side);
}

std::string lane_name(const DeskCopy& desk, StripSide side) {
  const std::string word = lane_word(desk.table(), side), name = desk.show().strip_name(side.strip);
  return word.empty() ? name : name + " · " + word;
}

std::string tap_name(const DeskCopy& desk, float value) {
  const auto side = tap_side(desk.table(), value);
  return side ? lane_name(desk, *side) : "none";
}

std::string key_name(const DeskCopy& desk, float value) {
  const KeySource source = key_source_of(value);
  const bool is_here = source.number > 0 && source.number <= desk.table().count_of(source.kind);
  return is_here ? desk.show().strip_name(desk.table().strip_of(source.kind, source.number)) : key_source_text(value);
}

std::string scene_name(const DeskCopy& desk, float value) {
  const int number = static_cast<int>(value);
  if (number < 1) return "none";
  const StripIndex scene = desk.table().strip_of(kScene, number);
  const std::string name = desk.show().strip_name(scene);
  return name == desk.table().standard_name(scene) ? name : std::to_string(number) + " " + name;
}

}  // namespace headroom::display
