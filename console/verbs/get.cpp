// headroom get GLOB: what controls of the running desk are set to.
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "console/verbs/control_words.h"
#include "console/verbs/verb.h"

namespace headroom {

int run_get(int argc, char** argv) {
  CLI::App app{"Prints values of the running desk, one control a line.", "headroom get"};
  std::string pattern, name = "main";
  bool json = false;
  app.add_option("GLOB", pattern, "An address (/ch/07/fader), a glob (\"/ch/*/mute\"), or a strip (/ch/07)")
      ->required();
  app.add_option("--name", name, "Name of the desk")->capture_default_str();
  app.add_flag("--json", json, "Answer for a program: an object for one address, an array for a glob or a strip");
  if (const auto ends = parse_words(app, argc, argv)) return *ends;

  const auto desk = attach_to_desk(name, "get");
  if (!desk) return fail(desk.error());
  const LinkClient& link = **desk;
  const auto ids = controls_named(link.table(), pattern);
  if (!ids) return fail(ids.error());

  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const ControlId id : *ids) {
    if (link.table().row(id).unit == Unit::action) continue;  // a button has no value
    if (json)
      rows.push_back(json_row(link, id));
    else
      std::printf("%s %s\n", link.table().address(id).c_str(), shown_value(link, id).c_str());
  }
  const bool one = means_one(link.table(), pattern);
  if (one && link.table().row(ids->front()).unit == Unit::action)
    return fail(link.table().address(ids->front()) + " is a button and has no value; press it with: headroom set");
  if (json) print_json(one ? rows.front() : rows);
  return kDone;
}

}  // namespace headroom
