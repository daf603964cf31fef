// The patch as a grid: what receives, a row each, against what it can hear, a column each. A row has one source or
// none.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "surfaces/display/model/desk_copy.h"

namespace headroom::display {

enum class PatchSide : uint8_t {
  inputs,   // inputs of the device to channels
  outputs,  // lanes of the desk to outputs of the device
};

struct PatchGrid {
  Param param;  // the rows' control: Param::input or Param::tap
  std::vector<StripIndex> receivers;
  std::vector<float> sources;  // values of that control

  int rows() const { return static_cast<int>(receivers.size()); }
  int columns() const { return static_cast<int>(sources.size()); }
  // The column of a value; -1 for none.
  int column_of(float value) const;
};
PatchGrid patch_grid(const DeskCopy& desk, PatchSide side);

// A column's name: "9" for an input, "Main L R · L" for a lane.
std::string source_name(const DeskCopy& desk, const PatchGrid& grid, int column);
// True when the device that is there has no such line.
bool is_missing_source(const DeskCopy& desk, const PatchGrid& grid, int column);
bool is_missing_receiver(const DeskCopy& desk, const PatchGrid& grid, int row);
// Where a stronger line helps the eye: every eighth input, each new kind of strip.
bool starts_group(const DeskCopy& desk, const PatchGrid& grid, int column);
// True while something above -50 dBFS arrives there.
bool has_signal(const DeskCopy& desk, const PatchGrid& grid, int row);

// The first column of each kind of source, to jump to.
struct PatchMark {
  std::string name;
  int column;
};
std::vector<PatchMark> marks_of(const DeskCopy& desk, const PatchGrid& grid);

}  // namespace headroom::display
