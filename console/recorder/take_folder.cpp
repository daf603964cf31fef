#include "console/recorder/take_folder.h"

#include <sys/stat.h>
#include <sys/statvfs.h>

#include <cerrno>
#include <cstdio>
#include <ctime>
#include <filesystem>

#include "console/fixed_text.h"
#include "io/file_error.h"

namespace headroom {
namespace {

constexpr std::string_view kRefused = "/\\:*?\"<>|";
constexpr size_t kMostNameBytes = 120;
constexpr int kMostTakesASecond = 100;

std::string take_name(int64_t unix_s) {
  const auto moment = static_cast<std::time_t>(unix_s);
  std::tm local{};
  localtime_r(&moment, &local);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%d %H.%M.%S", &local);
  return text;
}

}  // namespace

std::string safe_file_name(std::string_view text) {
  std::string name;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_refused = byte < 32 || byte == 127 || kRefused.find(c) != std::string_view::npos;
    name += is_refused ? '_' : c;
  }
  name.resize(fitting_bytes(name, kMostNameBytes));
  const size_t first = name.find_first_not_of(" ."), last = name.find_last_not_of(" .");
  return first == std::string::npos ? "" : name.substr(first, last - first + 1);
}

Result<std::string> make_take_folder(const std::string& recordings, int64_t unix_s) {
  std::error_code failure;
  std::filesystem::create_directories(recordings, failure);
  if (failure) return not_written(recordings, failure.value());
  const std::string name = recordings + '/' + take_name(unix_s);
  std::string path = name;
  for (int number = 2; mkdir(path.c_str(), 0777) != 0; ++number) {
    if (errno != EEXIST || number > kMostTakesASecond) return not_written(path, errno);
    path = name + " (" + std::to_string(number) + ')';
  }
  return path;
}

double free_bytes(const std::string& folder) {
  std::filesystem::path there(folder);
  struct statvfs facts {};
  while (statvfs(there.c_str(), &facts) != 0) {
    if (errno != ENOENT || !there.has_parent_path() || there == there.parent_path()) return -1;
    there = there.parent_path();
  }
  return static_cast<double>(facts.f_bavail) * static_cast<double>(facts.f_frsize);
}

}  // namespace headroom
