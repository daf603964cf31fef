#include "io/appended_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <utility>

namespace headroom {

Result<AppendedFile> AppendedFile::open(const std::string& path, std::string_view heading) {
  AppendedFile file(path, ::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0644));
  struct stat facts {};
  if (file.descriptor_ < 0 || fstat(file.descriptor_, &facts) != 0) return file.error();
  if (!S_ISREG(facts.st_mode)) return Error{"\"" + path + "\" is no ordinary file; lines can be added to one only"};
  char last = '\n';
  if (facts.st_size > 0 && pread(file.descriptor_, &last, 1, facts.st_size - 1) != 1) return file.error();
  const Outcome begun = facts.st_size == 0 ? file.append(heading) : last != '\n' ? file.append("") : Outcome{};
  if (!begun) return Error{begun.error()};
  return file;
}

Result<AppendedFile> AppendedFile::open_csv(const std::string& path, std::string_view heading) {
  constexpr int kMostNumbers = 100;
  std::string csv = path + ".csv";
  for (int number = 2; number <= kMostNumbers; ++number) {
    std::ifstream written(csv);
    std::string first;
    if (!std::getline(written, first) || first == heading) break;
    csv = path + '-' + std::to_string(number) + ".csv";
  }
  return open(csv, heading);
}

AppendedFile::AppendedFile(AppendedFile&& other) noexcept
    : path_(std::move(other.path_)), descriptor_(std::exchange(other.descriptor_, -1)) {}

AppendedFile& AppendedFile::operator=(AppendedFile&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

AppendedFile::~AppendedFile() {
  if (descriptor_ >= 0) close(descriptor_);
}

Outcome AppendedFile::append(std::string_view line) {
  const std::string whole = std::string(line) + '\n';
  const off_t before = lseek(descriptor_, 0, SEEK_END);
  const ssize_t written = write(descriptor_, whole.data(), whole.size());
  if (written == static_cast<ssize_t>(whole.size())) return {};
  const int reason = written < 0 ? errno : ENOSPC;
  // What cannot be taken away is ended at the next open.
  if (written > 0 && before >= 0) static_cast<void>(!ftruncate(descriptor_, before));
  errno = reason;
  return error();
}

Outcome AppendedFile::sync() {
  if (fdatasync(descriptor_) == 0) return {};
  return error();
}

Error AppendedFile::error() const {
  return Error{"\"" + path_ + "\" cannot be written (" + std::strerror(errno) + ")"};
}

}  // namespace headroom
