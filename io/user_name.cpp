#include "io/user_name.h"

#include <pwd.h>
#include <unistd.h>

#include <array>

namespace headroom {

std::string user_name() {
  std::array<char, 4096> words{};
  passwd entry{}, *found = nullptr;
  if (getpwuid_r(getuid(), &entry, words.data(), words.size(), &found) != 0 || !found) return {};
  // The full name ends at the first comma; rooms and telephones follow.
  const std::string full = entry.pw_gecos ? entry.pw_gecos : "";
  const std::string name = full.substr(0, full.find(','));
  return name.empty() ? entry.pw_name : name;
}

}  // namespace headroom
