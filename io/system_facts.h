// What Linux tells about itself in /proc and /sys, as far as live sound cares.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace headroom {

inline constexpr const char* kMendLimits =
    "Write \"@audio - rtprio 95\" and \"@audio - memlock unlimited\" into /etc/security/limits.d/audio.conf, "
    "join the "
    "group with \"sudo usermod -aG audio $USER\", and log in again.";

// True when no limit stands against locking all present and future memory.
bool may_lock_all_memory();

// The highest SCHED_FIFO priority this user may take; 0: none.
int highest_allowed_priority();

// First line of a file under /proc or /sys; nullopt when there is no such file.
std::optional<std::string> first_line(const std::string& path);

// Names of the folder's entries; empty when there is no such folder.
std::vector<std::string> entries(const std::string& folder);

// Names of all running programs.
std::vector<std::string> running_programs();

// True when this user belongs to the group.
bool is_in_group(const std::string& group);

}  // namespace headroom
