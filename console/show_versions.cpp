#include "console/show_versions.h"

#include <algorithm>
#include <filesystem>

namespace headroom {
namespace {

constexpr const char* kEnding = ".show";

}  // namespace

std::string versions_folder(const std::string& show_path) {
  const std::filesystem::path path(show_path);
  return (path.parent_path() / (path.stem().string() + " versions")).string();
}

std::string version_path(const std::string& show_path, std::time_t when) {
  std::tm time{};
  localtime_r(&when, &time);
  char name[32];
  std::strftime(name, sizeof name, "%Y-%m-%d %H.%M.%S", &time);
  return versions_folder(show_path) + '/' + name + kEnding;
}

std::vector<ShowVersion> versions_in(const std::string& folder, size_t most) {
  std::vector<ShowVersion> versions;
  std::error_code unreachable;
  for (std::filesystem::directory_iterator file(folder, unreachable), end; !unreachable && file != end;
       file.increment(unreachable))
    if (file->path().extension() == kEnding) versions.push_back({file->path().stem().string(), file->path().string()});
  // Names of times in the order of their letters are in the order of time.
  std::sort(versions.begin(), versions.end(),
            [](const ShowVersion& a, const ShowVersion& b) { return a.name > b.name; });
  versions.resize(std::min(versions.size(), most));
  return versions;
}

}  // namespace headroom
