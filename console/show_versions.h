// The versions of a show: whenever somebody saves it, what was saved stays, too, in a folder beside the show. A version
// is a show like any other and is called by the time of day it was saved.
#pragma once

#include <cstddef>
#include <ctime>
#include <string>
#include <vector>

namespace headroom {

// "/shows/Club night.show" -> "/shows/Club night versions".
std::string versions_folder(const std::string& show_path);
// The file in it of what was saved at `when`: "2026-11-22 21.43.07.show", local time.
std::string version_path(const std::string& show_path, std::time_t when);

struct ShowVersion {
  std::string name;  // "2026-11-22 21.43.07"
  std::string path;
};
// The newest first, at most `most`; none where there is no such folder. Not for the audio thread.
std::vector<ShowVersion> versions_in(const std::string& folder, size_t most);

}  // namespace headroom
