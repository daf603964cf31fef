#include "surfaces/display/model/patch_grid.h"

#include <algorithm>

#include "console/tap.h"
#include "surfaces/display/model/source_names.h"

namespace headroom::display {
namespace {

constexpr int kGroup_inputs = 8, kMark_inputs = 32;
constexpr float kSignal_dB = -50;

StripKind kind_of(const DeskCopy& desk, const PatchGrid& grid, int column) {
  const auto side = tap_side(desk.table(), grid.sources[static_cast<size_t>(column)]);
  return side ? desk.table().strip(side->strip).kind : kDesk;
}

// What a kind's columns are called together.
const char* kind_name(StripKind kind) {
  switch (kind) {
    case kMain: return "Main";
    case kMonitor: return "Monitor";
    case kPhones: return "Phones";
    case kAux: return "Auxes";
    case kGroup: return "Groups";
    case kMatrix: return "Matrices";
    case kChannel: return "Channels";
    case kReference: return "Two-track";
    case kTalk: return "Talk";
    default: return "Others";
  }
}

}  // namespace

int PatchGrid::column_of(float value) const {
  const auto found = std::find(sources.begin(), sources.end(), value);
  return found == sources.end() ? -1 : static_cast<int>(found - sources.begin());
}

PatchGrid patch_grid(const DeskCopy& desk, PatchSide side) {
  const Table& table = desk.table();
  PatchGrid grid{side == PatchSide::inputs ? Param::input : Param::tap, {}, {}};
  const StripKind receiver = side == PatchSide::inputs ? kChannel : kOutput;
  for (int number = 1; number <= table.count_of(receiver); ++number)
    grid.receivers.push_back(table.strip_of(receiver, number));
  if (side == PatchSide::inputs)
    for (int input = 1; input <= inputs_to_list(desk); ++input) grid.sources.push_back(static_cast<float>(input));
  else
    for (const StripSide lane : lanes_to_list(desk.show())) grid.sources.push_back(tap_value(lane));
  return grid;
}

std::string source_name(const DeskCopy& desk, const PatchGrid& grid, int column) {
  const float value = grid.sources[static_cast<size_t>(column)];
  return grid.param == Param::input ? std::to_string(static_cast<int>(value)) : tap_name(desk, value);
}

bool is_missing_source(const DeskCopy& desk, const PatchGrid& grid, int column) {
  return grid.param == Param::input && is_missing_input(desk.status(), grid.sources[static_cast<size_t>(column)]);
}

bool is_missing_receiver(const DeskCopy& desk, const PatchGrid& grid, int row) {
  const bool has_device = desk.status().drive == DriveState::device;
  return grid.param == Param::tap && has_device &&
         desk.table().strip(grid.receivers[static_cast<size_t>(row)]).number > desk.status().device_outputs;
}

bool starts_group(const DeskCopy& desk, const PatchGrid& grid, int column) {
  if (column == 0) return true;
  if (grid.param == Param::input) return column % kGroup_inputs == 0;
  return kind_of(desk, grid, column) != kind_of(desk, grid, column - 1);
}

bool has_signal(const DeskCopy& desk, const PatchGrid& grid, int row) {
  const StripIndex receiver = grid.receivers[static_cast<size_t>(row)];
  if (grid.param == Param::input) {
    const LaneMeters* meters = desk.meters().of(receiver);
    return meters && meters->input.peak_dB > kSignal_dB;
  }
  const auto lane = tap_side(desk.table(), desk.value(receiver, Param::tap));
  const LaneMeters* meters = lane ? desk.meters().of(lane->strip, lane->side) : nullptr;
  return meters && meters->level.peak_dB > kSignal_dB;
}

std::vector<PatchMark> marks_of(const DeskCopy& desk, const PatchGrid& grid) {
  std::vector<PatchMark> marks;
  for (int column = 0; column < grid.columns(); ++column) {
    if (grid.param == Param::input && column % kMark_inputs == 0)
      marks.push_back({"In " + source_name(desk, grid, column), column});
    else if (grid.param == Param::tap && starts_group(desk, grid, column))
      marks.push_back({kind_name(kind_of(desk, grid, column)), column});
  }
  return marks;
}

}  // namespace headroom::display
