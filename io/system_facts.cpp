#include "io/system_facts.h"

#include <grp.h>
#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace headroom {
namespace {

// Bits of CapEff in /proc/self/status (capability.h of the kernel).
constexpr int kCapIpcLock = 14;
constexpr int kCapSysNice = 23;

bool has_capability(int bit) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("CapEff:")) return (std::strtoull(line.c_str() + 7, nullptr, 16) >> bit & 1) != 0;
  return false;
}

}  // namespace

bool may_lock_all_memory() {
  rlimit limit{};
  getrlimit(RLIMIT_MEMLOCK, &limit);
  return limit.rlim_cur == RLIM_INFINITY || has_capability(kCapIpcLock);
}

int highest_allowed_priority() {
  const int highest = sched_get_priority_max(SCHED_FIFO);
  if (has_capability(kCapSysNice)) return highest;
  rlimit limit{};
  getrlimit(RLIMIT_RTPRIO, &limit);
  return static_cast<int>(std::min(limit.rlim_cur, static_cast<rlim_t>(highest)));
}

std::optional<std::string> first_line(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  if (!std::getline(file, line)) return std::nullopt;
  return line;
}

std::vector<std::string> entries(const std::string& folder) {
  std::vector<std::string> names;
  std::error_code ignored;
  for (std::filesystem::directory_iterator it(folder, ignored), end; it != end; it.increment(ignored))
    names.push_back(it->path().filename());
  return names;
}

std::vector<std::string> running_programs() {
  std::vector<std::string> programs;
  for (const std::string& entry : entries("/proc"))
    if (std::all_of(entry.begin(), entry.end(), [](char c) { return c >= '0' && c <= '9'; }))
      if (auto name = first_line("/proc/" + entry + "/comm")) programs.push_back(*name);
  return programs;
}

bool is_in_group(const std::string& group) {
  const struct group* entry = getgrnam(group.c_str());
  if (!entry) return false;
  std::vector<gid_t> groups(static_cast<size_t>(std::max(getgroups(0, nullptr), 0)));
  const int count = getgroups(static_cast<int>(groups.size()), groups.data());
  groups.resize(static_cast<size_t>(std::max(count, 0)));
  return getegid() == entry->gr_gid || std::find(groups.begin(), groups.end(), entry->gr_gid) != groups.end();
}

}  // namespace headroom
