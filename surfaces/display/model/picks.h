// What a control can be set to, as a list to pick from by name: inputs, strips, keys, lanes, and long choices.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "surfaces/display/model/desk_copy.h"

namespace headroom::display {

struct Pick {
  float value = 0;
  std::string name;
  std::string note;         // what else says which one it is: who hears an input, the strip's place on the desk
  bool is_missing = false;  // the device that is there has no such line
};

// True when a control's values are picked from a list rather than dragged or clicked through.
bool has_picks(const ControlRow& row);
std::vector<Pick> picks_of(const DeskCopy& desk, ControlId control);
// Those whose name or note holds `words`, in any case; all for no words.
std::vector<Pick> picks_with(std::vector<Pick> picks, std::string_view words);

}  // namespace headroom::display
