#include "io/user_folder.h"

#include <cstdlib>
#include <filesystem>

namespace headroom {
namespace {

// A user without a home, such as a service, is left with the folder that everybody has.
std::string folder_of(const char* variable, const char* in_home) {
  const char* named = std::getenv(variable);
  if (named && *named) return std::string(named) + "/headroom";
  const char* home = std::getenv("HOME");
  return std::string(home && *home ? home : "/tmp") + in_home + "/headroom";
}

}  // namespace

std::string config_folder() { return folder_of("XDG_CONFIG_HOME", "/.config"); }

std::string state_folder() {
  const std::string folder = folder_of("XDG_STATE_HOME", "/.local/state");
  std::error_code ignored;  // a missing folder shows itself when a file is written
  std::filesystem::create_directories(folder, ignored);
  return folder;
}

}  // namespace headroom
