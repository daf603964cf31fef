// What the system says when a file cannot be had, in a sentence: which file, why, and what would be right.
#pragma once

#include <string>

#include "io/result.h"

namespace headroom {

// The folder that holds what is at `path`.
std::string folder_of(const std::string& path);

// The reason alone, for one of the system's numbers (errno).
std::string why_not(const std::string& path, int error);

// "... was not written: the disk is full; free some space."
Error not_written(const std::string& path, int error);

}  // namespace headroom
