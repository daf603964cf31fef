#include "io/atomic_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "io/file_error.h"

namespace headroom {
namespace {

Error not_read(const std::string& path, const std::string& reason) {
  return Error{"\"" + path + "\" was not read: " + reason + "."};
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }

 private:
  int number_;
};

// Where a link leads, so that the file behind it is replaced and the link stays.
std::string behind_links(const std::string& path) {
  struct stat present {};
  if (lstat(path.c_str(), &present) != 0 || !S_ISLNK(present.st_mode)) return path;
  char* found = realpath(path.c_str(), nullptr);
  if (!found) return path;  // it leads nowhere, and is replaced itself
  const std::string real = found;
  std::free(found);
  return real;
}

}  // namespace

void sync_folder(const std::string& folder) {
  const Descriptor opened(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (opened.number() >= 0) fsync(opened.number());
}

PendingFile::PendingFile(std::string path, std::string temporary, int descriptor)
    : path_(std::move(path)), temporary_(std::move(temporary)), descriptor_(descriptor) {}

PendingFile::PendingFile(PendingFile&& other) noexcept
    : path_(std::move(other.path_)),
      temporary_(std::move(other.temporary_)),
      descriptor_(std::exchange(other.descriptor_, -1)) {}

PendingFile& PendingFile::operator=(PendingFile&& other) noexcept {
  discard();
  path_ = std::move(other.path_);
  temporary_ = std::move(other.temporary_);
  descriptor_ = std::exchange(other.descriptor_, -1);
  return *this;
}

PendingFile::~PendingFile() { discard(); }

void PendingFile::discard() {
  if (descriptor_ < 0) return;
  close(std::exchange(descriptor_, -1));
  unlink(temporary_.c_str());
}

Result<PendingFile> PendingFile::create(const std::string& name) {
  const std::string path = behind_links(name);
  struct stat present {};
  const bool replaces = stat(path.c_str(), &present) == 0;
  if (replaces && S_ISDIR(present.st_mode)) return not_written(path, EISDIR);
  if (replaces && !S_ISREG(present.st_mode))  // renaming onto /dev/null would take it away from everybody
    return Error{"\"" + path + "\" was not written: it is not an ordinary file; give the name of one."};
  static std::atomic<unsigned> serial{0};
  std::string temporary;
  int descriptor = -1;
  do {  // a crash may have left a file of this name
    temporary = path + ".part-" + std::to_string(getpid()) + "-" + std::to_string(serial++);
    descriptor = open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  } while (descriptor < 0 && errno == EEXIST);
  if (descriptor < 0) return not_written(path, errno);
  if (replaces) fchmod(descriptor, present.st_mode & 07777);
  return PendingFile(path, std::move(temporary), descriptor);
}

Outcome PendingFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return not_written(path_, errno);
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return {};
}

Outcome PendingFile::rewrite_start(std::string_view bytes) {
  const ssize_t written = pwrite(descriptor_, bytes.data(), bytes.size(), 0);
  if (written < 0) return not_written(path_, errno);
  if (static_cast<size_t>(written) < bytes.size()) return not_written(path_, EIO);
  return {};
}

Outcome PendingFile::commit() {
  if (fsync(descriptor_) != 0 || rename(temporary_.c_str(), path_.c_str()) != 0) {
    const int error = errno;
    discard();
    return not_written(path_, error);
  }
  close(std::exchange(descriptor_, -1));
  sync_folder(folder_of(path_));
  return {};
}

Outcome write_whole_file(const std::string& path, std::string_view bytes) {
  Result<PendingFile> file = PendingFile::create(path);
  if (!file) return Error{file.error()};
  if (Outcome written = file->write(bytes); !written) return written;
  return file->commit();
}

Result<std::string> read_whole_file(const std::string& path, uint64_t limit_bytes) {
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (file.number() < 0) return not_read(path, errno == ENOENT ? "there is no such file" : why_not(path, errno));
  struct stat info {};
  if (fstat(file.number(), &info) != 0) return not_read(path, std::strerror(errno));
  if (S_ISDIR(info.st_mode)) return not_read(path, why_not(path, EISDIR));
  if (!S_ISREG(info.st_mode)) return not_read(path, "it is not an ordinary file");
  std::string bytes;
  char chunk[1 << 16];
  for (;;) {
    const ssize_t got = read(file.number(), chunk, sizeof chunk);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return not_read(path, std::strerror(errno));
    if (got == 0) return bytes;
    if (bytes.size() + static_cast<size_t>(got) > limit_bytes)
      return not_read(path, "it is larger than the " + std::to_string(limit_bytes) + " bytes expected at most");
    bytes.append(chunk, static_cast<size_t>(got));
  }
}

}  // namespace headroom
