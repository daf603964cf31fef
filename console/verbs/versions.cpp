// headroom versions: what was saved before, and the way back to it.
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "console/show_versions.h"
#include "console/verbs/control_words.h"
#include "console/verbs/desk_request.h"
#include "console/verbs/recall_show.h"
#include "console/verbs/verb.h"

namespace headroom {
namespace {

constexpr size_t kMostVersions = 1000;

}  // namespace

int run_versions(int argc, char** argv) {
  CLI::App app{
      "Lists what was saved of the running desk's show, the newest first. A version is a show: headroom PATH "
      "opens it with its scenes.",
      "headroom versions"};
  std::string name = "main", recalled;
  bool json = false;
  app.add_option("--recall", recalled, "Recall this one, all but its scenes; one undo takes it back");
  app.add_option("--name", name, "Name of the desk")->capture_default_str();
  app.add_flag("--json", json, "Answer for a program");
  if (const auto ends = parse_words(app, argc, argv)) return *ends;
  const auto desk = attach_to_desk(name, "versions");
  if (!desk) return fail(desk.error());
  const std::vector<ShowVersion> versions = versions_in(read_text((*desk)->setup().versions_folder), kMostVersions);
  if (recalled.empty()) {
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    for (const ShowVersion& version : versions) {
      if (json)
        rows.push_back({{"name", version.name}, {"path", version.path}});
      else
        std::printf("%s  %s\n", version.name.c_str(), version.path.c_str());
    }
    if (json) print_json(rows);
    return kDone;
  }
  for (const ShowVersion& version : versions)
    if (version.name == recalled) return recall_on(**desk, recalled, version.path, json);
  return fail("there is no version \"" + recalled + "\"; headroom versions lists those there are");
}

}  // namespace headroom
