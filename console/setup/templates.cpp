#include "console/setup/templates.h"

#include <algorithm>
#include <filesystem>

#include "io/atomic_file.h"

namespace headroom {
namespace {

// The first comment of a show file.
std::string about(const std::string& text) {
  const size_t mark = text.find("\n# ");
  if (mark == std::string::npos) return {};
  const size_t begin = mark + 3;
  return text.substr(begin, text.find('\n', begin) - begin);
}

}  // namespace

std::vector<ShowTemplate> show_templates() {
  std::vector<ShowTemplate> templates;
  std::error_code missing;  // a program moved without its folder has none
  for (const auto& file : std::filesystem::directory_iterator(HEADROOM_TEMPLATE_FOLDER, missing)) {
    if (file.path().extension() != ".show") continue;
    const auto text = read_whole_file(file.path());
    if (text) templates.push_back({file.path().stem(), about(*text), file.path()});
  }
  std::sort(templates.begin(), templates.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return templates;
}

Result<std::string> template_path(const std::string& name) {
  std::string names;
  for (const ShowTemplate& one : show_templates()) {
    if (one.name == name) return one.path;
    names += (names.empty() ? "" : ", ") + one.name;
  }
  return Error{"there is no template \"" + name + "\"; right would be one of: " + names};
}

}  // namespace headroom
