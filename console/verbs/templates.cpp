// headroom templates: the shows to begin with.
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "console/setup/templates.h"
#include "console/verbs/control_words.h"
#include "console/verbs/desk_request.h"
#include "console/verbs/recall_show.h"
#include "console/verbs/verb.h"

namespace headroom {
namespace {

void print_list(bool json) {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const ShowTemplate& one : show_templates()) {
    if (json)
      rows.push_back({{"name", one.name}, {"about", one.about}, {"path", one.path}});
    else
      std::printf("%-10s %s\n", one.name.c_str(), one.about.c_str());
  }
  if (json) print_json(rows);
}

}  // namespace

int run_templates(int argc, char** argv) {
  CLI::App app{"Lists the shows that come with the program. headroom --template NAME begins with one.",
               "headroom templates"};
  std::string name = "main", recalled;
  bool json = false;
  app.add_option("--recall", recalled, "Recall this one on the running desk; one undo takes it back");
  app.add_option("--name", name, "Name of the desk")->capture_default_str();
  app.add_flag("--json", json, "Answer for a program");
  if (const auto ends = parse_words(app, argc, argv)) return *ends;
  if (recalled.empty()) {
    print_list(json);
    return kDone;
  }
  const auto path = template_path(recalled);
  if (!path) return fail(path.error());
  const auto desk = attach_to_desk(name, "templates");
  if (!desk) return fail(desk.error());
  return recall_on(**desk, recalled, *path, json);
}

}  // namespace headroom
