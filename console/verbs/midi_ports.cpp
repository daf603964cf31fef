#include "console/verbs/midi_ports.h"

#include <nlohmann/json.hpp>

#include "console/sibling_program.h"

namespace headroom {

Result<std::vector<MidiPort>> midi_ports() {
  const auto answer = ask_program("headroom-midi", {"--list", "--json"});
  if (!answer) return Error{answer.error()};
  const auto rows = nlohmann::json::parse(answer->output, nullptr, false);
  if (answer->status != 0 || !rows.is_array())
    return Error{"headroom-midi did not list its ports; try: headroom-midi --list"};
  std::vector<MidiPort> ports;
  for (const auto& row : rows) {
    if (!row.is_object()) continue;
    ports.push_back({row.value("name", ""), row.value("api", ""), row.value("direction", "")});
  }
  return ports;
}

}  // namespace headroom
