// `headroom words...` run as a person runs it: its status, what it says, and what it complains of.
#pragma once

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "io/atomic_file.h"
#include "tests/running_desk.h"
#include "tests/temporary_folder.h"

namespace headroom {

struct Answer {
  int status;
  std::string output, errors;
  nlohmann::json as_json() const { return nlohmann::json::parse(output, nullptr, false); }
};

inline std::string text_of(const std::string& path) {
  const auto text = read_whole_file(path);
  return text ? *text : std::string();
}

// Starts `headroom words...` with its two outputs in files of `folder`.
inline ChildProcess start_headroom(const TemporaryFolder& folder, const std::vector<std::string>& words) {
  std::vector<std::string> command{"sh", "-c", "exec \"$@\" 2>" + folder.file("errors"), "sh", program("headroom")};
  command.insert(command.end(), words.begin(), words.end());
  return ChildProcess::start(command, folder.file("output"));
}

inline Answer headroom_says(const std::vector<std::string>& words) {
  const TemporaryFolder folder;
  auto process = start_headroom(folder, words);
  const int status = process.wait();
  return {status, text_of(folder.file("output")), text_of(folder.file("errors"))};
}

inline size_t count_lines(const std::string& text) {
  return static_cast<size_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace headroom
