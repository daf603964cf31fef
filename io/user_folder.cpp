#include "io/user_folder.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string_view>

namespace headroom {
namespace {

// A user without a home, such as a service, is left with the folder that everybody has.
std::string home_folder() {
  const char* home = std::getenv("HOME");
  return home && *home ? home : "/tmp";
}

// The folder that the variable names, else one in the user's home.
std::string named_folder(const char* variable, const char* in_home) {
  const char* named = std::getenv(variable);
  return named && *named ? std::string(named) : home_folder() + in_home;
}

// A line of user-dirs.dirs: XDG_MUSIC_DIR="$HOME/Music", or an absolute path; empty when it is another one.
std::string music_folder_in(const std::string& line) {
  constexpr std::string_view kBegin = "XDG_MUSIC_DIR=\"", kHome = "$HOME";
  const size_t end = line.rfind('"');
  if (!line.starts_with(kBegin) || end < kBegin.size()) return {};
  const std::string path = line.substr(kBegin.size(), end - kBegin.size());
  if (path.starts_with(kHome)) return home_folder() + path.substr(kHome.size());
  return path.starts_with('/') ? path : "";
}

}  // namespace

std::string config_folder() { return named_folder("XDG_CONFIG_HOME", "/.config") + "/headroom"; }

std::string state_folder() {
  const std::string folder = named_folder("XDG_STATE_HOME", "/.local/state") + "/headroom";
  std::error_code ignored;  // a missing folder shows itself when a file is written
  std::filesystem::create_directories(folder, ignored);
  return folder;
}

std::string music_folder() {
  std::ifstream file(named_folder("XDG_CONFIG_HOME", "/.config") + "/user-dirs.dirs");
  std::string folder = named_folder("XDG_MUSIC_DIR", "/Music");
  if (const char* named = std::getenv("XDG_MUSIC_DIR"); named && *named) return folder;
  for (std::string line; std::getline(file, line);)
    if (const std::string found = music_folder_in(line); !found.empty()) folder = found;
  return folder;
}

}  // namespace headroom
