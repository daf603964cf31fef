// headroom templates: the shows to begin with.
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "console/lock.h"
#include "console/setup/templates.h"
#include "console/verbs/control_words.h"
#include "console/verbs/desk_request.h"
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
  if (lock_of((*desk)->copy_show()) != Lock::open) return fail(locked_sentence("the desk"));
  const uint64_t before = (*desk)->status().recall_message;
  if (const Outcome asked = ask(**desk, recall_request(*path)); !asked) return fail(asked.error());
  const auto is_told = [&] { return (*desk)->status().recall_message > before; };
  if (!wait_until(**desk, kAnswer_ns, is_told)) return fail("the desk did not recall it; see its log");
  const DeskStatus status = (*desk)->status();
  if (json)
    print_json({{"recalled", recalled}, {"message", status.recalled}});
  else
    std::printf("%s\n", status.recalled);
  return kDone;
}

}  // namespace headroom
