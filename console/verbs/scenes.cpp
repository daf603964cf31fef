// headroom scenes: the scenes of the running desk, and how far each is from what is heard.
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "console/scene.h"
#include "console/show_file.h"
#include "console/show_keeper.h"
#include "console/verbs/control_words.h"
#include "console/verbs/desk_request.h"
#include "console/verbs/verb.h"

namespace headroom {
namespace {

// What the running desk keeps of its scenes on the disk; empty where there is no such file, or none that can be read.
SceneList kept_scenes(LinkClient& desk, const std::string& name) {
  Show nothing_else(desk.table());
  SceneList scenes;
  const auto report = load_show(state_scenes_path(desk.status().demo ? name + "+demo" : name), nothing_else, &scenes);
  return report ? scenes : SceneList{};
}

// One scene of the list. `differs` is none where its file is not written yet.
struct Line {
  int number;
  std::string name;
  bool is_current, is_next;
  std::optional<int> differs;
};

void print_line(const Line& line) {
  const char* mark = line.is_current ? "current" : line.is_next ? "next" : "";
  std::string rest;
  if (line.differs)
    rest = std::to_string(*line.differs) + (*line.differs == 1 ? " control differs" : " controls differ");
  std::printf("%-7s %3d  %-24s %s\n", mark, line.number, line.name.c_str(), rest.c_str());
}

nlohmann::ordered_json json_of(const Line& line) {
  nlohmann::ordered_json row{
      {"number", line.number}, {"name", line.name}, {"current", line.is_current}, {"next", line.is_next}};
  row["controls_that_differ"] = line.differs ? nlohmann::ordered_json(*line.differs) : nlohmann::ordered_json();
  return row;
}

}  // namespace

int run_scenes(int argc, char** argv) {
  CLI::App app{
      "Lists the scenes of the running desk: number, name, and how many controls differ from what is heard. headroom "
      "set "
      "/scene/012/store 1 stores one, /desk/scene/go 1 recalls the next.",
      "headroom scenes"};
  std::string name = "main";
  bool json = false;
  app.add_option("--name", name, "Name of the desk")->capture_default_str();
  app.add_flag("--json", json, "Answer for a program: an array of objects");
  if (const auto ends = parse_words(app, argc, argv)) return *ends;
  const auto attached = attach_to_desk(name, "scenes");
  if (!attached) return fail(attached.error());
  LinkClient& desk = **attached;
  SceneStatus status{};
  if (!desk.read_scenes(status)) return fail("the scenes of the desk \"" + name + "\" cannot be read now; try again");

  const Table& table = desk.table();
  const SceneCoverage coverage(table);
  const SceneList kept = kept_scenes(desk, name);
  const Show heard = desk.copy_show();
  const auto place = [&](Param which) { return static_cast<int>(heard.value(table.strip_of(kDesk), which)); };
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (int number = 1; number <= kScenes; ++number) {
    if (!has_scene(status, number)) continue;
    Line line{number, heard.strip_name(table.strip_of(kScene, number)), number == place(Param::scene_current),
              number == place(Param::scene_next), std::nullopt};
    if (kept.is_used(number)) line.differs = difference(coverage, *kept.at(number), heard).controls;
    if (json)
      rows.push_back(json_of(line));
    else
      print_line(line);
  }
  if (json) print_json(rows);
  return kDone;
}

}  // namespace headroom
