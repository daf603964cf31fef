// The text files that are part of the program (devices, keys, maps of common boxes), wherever it is installed.
#pragma once

#include <span>
#include <string_view>

namespace headroom {

struct BuiltInFile {
  std::string_view name;  // "x-touch.surface"
  std::string_view text;
};

// All of them, sorted by name. Made by the build from the files in the tree.
std::span<const BuiltInFile> built_in_surface_files();

}  // namespace headroom
