// Fuzz target: any text as a show file, on a small desk. Nothing crashes; no control leaves its range; and what was
// loaded saves and loads to the same show, its scenes, too.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "console/show_file.h"

namespace {

void demand(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace headroom;
  static const Table table{DeskPlan{.channels = 8, .auxes = 2, .groups = 2, .matrices = 1, .dcas = 2}};
  const std::string text(reinterpret_cast<const char*>(data), size);
  Show show(table);
  SceneList scenes;
  const auto report = load_show_text(text, "fuzz", show, &scenes);
  if (!report) {
    demand(!report.error().empty());
    return 0;
  }
  for (ControlId id = 0; id < table.size(); ++id) {
    if (table.row(id).unit == Unit::text)
      demand(show.text(id).size() <= kMaxTextBytes);
    else
      demand(show.value(id) >= table.row(id).min && show.value(id) <= table.max_value(id));
  }
  const std::string saved = show_text(show, scenes);
  Show again(table);
  SceneList same_scenes;
  const auto second = load_show_text(saved, "fuzz", again, &same_scenes);
  demand(second && second->notes.empty());
  demand(show_text(again, same_scenes) == saved);
  return 0;
}
