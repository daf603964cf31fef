// Where a take lies and what its files are called: RECORDINGS/DESK/2026-11-23 21.43.07/01 Kick In.wav. Names that
// people give to strips become names that every file system takes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "io/result.h"

namespace headroom {

// The text without what some system refuses in a file's name: '_' stands for / \ : * ? " < > | and control characters,
// no dot or blank is first or last, at most 120 bytes, never half a letter. Empty when nothing is left.
std::string safe_file_name(std::string_view text);

// Makes the folder for a take that begins at `unix_s`, in `recordings`, which is made too where it is missing. Where a
// take of the same second has the name, a number follows it. Returns its path.
Result<std::string> make_take_folder(const std::string& recordings, int64_t unix_s);

// How many bytes the disk of that folder, or of what there is of its path, has left for this user; negative: not known.
double free_bytes(const std::string& folder);

}  // namespace headroom
