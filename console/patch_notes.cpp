#include "console/patch_notes.h"

#include "console/surround.h"
#include "console/tap.h"

namespace headroom {
namespace {

constexpr size_t kMostNamed = 4;

std::string counted(int number, const std::string& what) {
  return std::to_string(number) + " " + what + (number == 1 ? "" : "s");
}

// "A, B, C, D and 5 more"
std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (size_t i = 0; i < names.size() && i < kMostNamed; ++i) text += (i ? ", " : "") + names[i];
  if (names.size() > kMostNamed) text += " and " + std::to_string(names.size() - kMostNamed) + " more";
  return text;
}

}  // namespace

std::vector<std::string> patch_notes(const Show& show, int device_inputs, int device_outputs) {
  const Table& table = show.table();
  std::vector<std::string> silent, unheard;
  for (size_t i = 0; i < table.strips().size(); ++i)
    for (const Param param : {Param::input, Param::input_right}) {
      const auto strip = static_cast<StripIndex>(i);
      const ControlId id = table.id(strip, param);
      const int input = id == kNoControl ? 0 : static_cast<int>(show.value(id));
      if (input > device_inputs) silent.push_back(show.strip_name(strip) + " (input " + std::to_string(input) + ")");
    }
  for (int output = device_outputs + 1; output <= table.count_of(kOutput); ++output) {
    const float tap = show.value(table.strip_of(kOutput, output), Param::tap);
    if (const auto side = tap_side(table, tap); side && is_in_layout(show, *side))
      unheard.push_back(tap_text(table, tap) + " (output " + std::to_string(output) + ")");
  }
  std::vector<std::string> notes;
  if (!silent.empty())
    notes.push_back("The device offers " + counted(device_inputs, "input") + "; silent: " + listed(silent) + ".");
  if (!unheard.empty())
    notes.push_back("The device offers " + counted(device_outputs, "output") + "; not heard: " + listed(unheard) + ".");
  return notes;
}

}  // namespace headroom
