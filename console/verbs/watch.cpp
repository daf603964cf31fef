// headroom watch GLOB: a line for every change of the running desk, until the desk or the watcher ends.
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "console/verbs/control_words.h"
#include "console/verbs/verb.h"
#include "io/monotonic.h"

namespace headroom {
namespace {

constexpr int64_t kWatch_ns = 2'000'000;

}  // namespace

int run_watch(int argc, char** argv) {
  CLI::App app{"Prints changes of the running desk as they come, one line each. Ctrl+C ends it.", "headroom watch"};
  std::string pattern, name = "main";
  bool json = false;
  uint64_t count = 0;
  app.add_option("GLOB", pattern, "An address (/ch/07/fader), a glob (\"/ch/*/mute\"), or a strip (/ch/07)")
      ->required();
  app.add_option("--name", name, "Name of the desk")->capture_default_str();
  app.add_option("--count", count, "End after this many changes")->check(CLI::Range(1.0, 1e15));
  app.add_flag("--json", json, "One object a line, for a program");
  if (const auto ends = parse_words(app, argc, argv)) return *ends;

  const auto desk = attach_to_desk(name, "watch");
  if (!desk) return fail(desk.error());
  LinkClient& link = **desk;
  const auto ids = controls_named(link.table(), pattern);
  if (!ids) return fail(ids.error());

  std::vector<std::string> seen;
  for (const ControlId id : *ids) seen.push_back(shown_value(link, id));
  link.show_lamp(Lamp::in_step, pattern);
  uint64_t revision = link.revision(), told = 0;
  for (;;) {
    if (revision == link.revision()) {
      if (!link.console_is_alive()) return fail("the console of the desk \"" + name + "\" is gone");
      link.beat();
      sleep_until(monotonic_ns() + kWatch_ns);
      continue;
    }
    revision = link.revision();
    for (size_t i = 0; i < ids->size(); ++i) {
      const ControlId id = (*ids)[i];
      std::string now = shown_value(link, id);
      if (now == seen[i]) continue;
      seen[i] = std::move(now);
      if (json)
        std::printf("%s\n", json_line(json_row(link, id)).c_str());
      else
        std::printf("%s %s\n", link.table().address(id).c_str(), seen[i].c_str());
      std::fflush(stdout);
      if (++told == count) return kDone;
    }
  }
}

}  // namespace headroom
