#include "console/scene.h"

#include <utility>

#include "console/table_rows.h"

namespace headroom {

SceneCoverage::SceneCoverage(const Table& table) : is_covered_(table.size()) {
  const ControlRow* row = nullptr;
  std::optional<RecallScope> scope;
  for (ControlId id = 0; id < table.size(); ++id) {
    const Control& control = table.control(id);
    if (!(table.strip(control.strip).kind & kNamed)) continue;
    if (std::exchange(row, control.row) != control.row) scope = scope_of(*control.row);  // repeats follow each other
    if (!scope) continue;
    controls_.push_back({id, control.strip, *scope, row->unit == Unit::text, table.standard_value(id)});
    is_covered_[id] = true;
  }
}

ScenePtr scene_of(const SceneCoverage& coverage, const Show& show) {
  auto scene = std::make_shared<Scene>();
  for (const SceneCoverage::Covered& covered : coverage.controls()) {
    if (covered.is_text) {
      const std::string& text = show.text(covered.control);
      if (!text.empty()) scene->texts.push_back({covered.control, text});
    } else if (const float value = show.value(covered.control); value != covered.standard) {
      scene->numbers.push_back({covered.control, value});
    }
  }
  scene->numbers.shrink_to_fit();
  return scene;
}

SceneDifference difference(const SceneCoverage& coverage, const Scene& scene, const Show& show) {
  SceneDifference found{0, std::vector<RecallScopes>(show.table().strips().size())};
  each_control(coverage, scene, [&](const SceneCoverage::Covered& covered, float value, const std::string& text) {
    const bool differs = covered.is_text ? show.text(covered.control) != text : show.value(covered.control) != value;
    if (!differs) return;
    ++found.controls;
    found.scopes[covered.strip] |= covered.scope;
  });
  return found;
}

void SceneList::put(int number, ScenePtr scene) {
  places_[static_cast<size_t>(number - 1)] = std::move(scene);
  ++revision_;
}

int SceneList::used_after(int number) const {
  for (int next = number + 1; next <= kScenes; ++next)
    if (at(next)) return next;
  return 0;
}

int SceneList::used_before(int number) const {
  for (int before = number - 1; before >= 1; --before)
    if (at(before)) return before;
  return 0;
}

void forget_lost_scenes(Show& show, const SceneList& scenes) {
  const StripIndex desk = show.table().strip_of(kDesk);
  for (const Param which : {Param::scene_current, Param::scene_next})
    if (!scenes.is_used(static_cast<int>(show.value(desk, which)))) show.set(show.table().id(desk, which), 0);
}

std::string scene_title(const Show& show, int number) {
  const StripIndex place = show.table().strip_of(kScene, number);
  const std::string& name = show.text(show.table().id(place, Param::name));
  return name.empty() ? show.strip_name(place) : std::to_string(number) + ' ' + name;
}

}  // namespace headroom
