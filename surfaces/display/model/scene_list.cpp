#include "surfaces/display/model/scene_list.h"

namespace headroom::display {

int current_scene(const DeskCopy& desk) { return static_cast<int>(desk.value(desk.desk(), Param::scene_current)); }
int next_scene(const DeskCopy& desk) { return static_cast<int>(desk.value(desk.desk(), Param::scene_next)); }

bool is_stored(const DeskCopy& desk, int scene) { return has_scene(desk.scenes(), scene); }

int stored_scenes(const DeskCopy& desk) {
  int stored = 0;
  for (int scene = 1; scene <= kScenes; ++scene) stored += is_stored(desk, scene);
  return stored;
}

int place_for_new_scene(const DeskCopy& desk) {
  int last = kScenes;
  while (last > 0 && !is_stored(desk, last)) --last;
  if (last < kScenes) return last + 1;
  for (int scene = 1; scene <= kScenes; ++scene)
    if (!is_stored(desk, scene)) return scene;
  return 0;
}

std::string scene_name_alone(const DeskCopy& desk, int scene) {
  const Table& table = desk.table();
  const std::string& name = desk.show().text(table.id(table.strip_of(kScene, scene), Param::name));
  return name.empty() ? "no name" : name;
}

}  // namespace headroom::display
