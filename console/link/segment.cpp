#include "console/link/segment.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

namespace headroom {
namespace {

constexpr const char* kFolder = "/dev/shm/";

struct flock byte_lock(int byte, short type) {
  struct flock lock {};
  lock.l_type = type;
  lock.l_whence = SEEK_SET;
  lock.l_start = byte;
  lock.l_len = 1;
  return lock;
}

Error system_error(const std::string& what) { return Error{what + ": " + std::strerror(errno)}; }

}  // namespace

Result<std::string> segment_path(const std::string& desk) {
  const bool is_sound =
      !desk.empty() && desk.size() <= 64 && desk.front() != '.' &&
      desk.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.") == std::string::npos;
  if (!is_sound)
    return Error{"\"" + desk + "\" cannot name a desk; letters, digits, '-', '_' and '.' can, at most 64 of them"};
  return kFolder + ("headroom-" + desk);
}

Segment::Segment(Segment&& other) noexcept { *this = std::move(other); }

Segment& Segment::operator=(Segment&& other) noexcept {
  std::swap(desk_, other.desk_);
  std::swap(path_, other.path_);
  std::swap(file_, other.file_);
  std::swap(memory_, other.memory_);
  std::swap(bytes_, other.bytes_);
  return *this;
}

Segment::~Segment() {
  if (memory_) munmap(memory_, bytes_);
  if (file_ >= 0) close(file_);
}

Result<Segment> Segment::create(const std::string& desk, size_t bytes) {
  const auto path = segment_path(desk);
  if (!path) return Error{path.error()};
  Segment segment;
  segment.desk_ = desk;
  // Made without a name and linked in when whole, so that no client ever finds half a segment.
  segment.file_ = ::open(kFolder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (segment.file_ < 0) return system_error("no shared memory for the desk \"" + desk + "\" in " + kFolder);
  const int reserved = posix_fallocate(segment.file_, 0, static_cast<off_t>(bytes));
  if (reserved != 0) {
    errno = reserved;
    return system_error("no room for the desk \"" + desk + "\" in " + kFolder + " (" + std::to_string(bytes >> 10) +
                        " KiB wanted; remove files there that nobody uses)");
  }
  void* memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, segment.file_, 0);
  if (memory == MAP_FAILED) return system_error("the shared memory of the desk \"" + desk + "\" cannot be mapped");
  segment.memory_ = static_cast<std::byte*>(memory);
  segment.bytes_ = bytes;
  std::memset(memory, 0, bytes);
  if (!segment.lock(kConsoleByte)) return system_error("the desk \"" + desk + "\" cannot be locked");
  return segment;
}

Outcome Segment::publish() {
  const auto path = segment_path(desk_);
  if (!path) return Error{path.error()};
  const std::string here = "/proc/self/fd/" + std::to_string(file_);
  const auto link_at = [&](const std::string& name) {
    return linkat(AT_FDCWD, here.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) == 0;
  };
  while (!link_at(*path)) {
    if (errno != EEXIST) return system_error("the desk \"" + desk_ + "\" cannot be put at " + *path);
    // The name is taken. A dead console has one successor.
    Segment old;
    old.file_ = ::open(path->c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    if (old.file_ >= 0 && (!old.lock(kSuccessorByte) || old.is_locked(kConsoleByte)))
      return Error{"the desk \"" + desk_ +
                   "\" was started by somebody else just now; give this one another name with --name"};
    if (old.file_ >= 0 && !old.is_at(*path)) continue;  // another successor was faster
    const std::string beside = *path + "." + std::to_string(getpid());
    ::unlink(beside.c_str());
    if (link_at(beside) && rename(beside.c_str(), path->c_str()) == 0) break;
    const Error error = system_error("the desk \"" + desk_ + "\" cannot be put at " + *path);
    ::unlink(beside.c_str());
    return error;
  }
  path_ = *path;
  return {};
}

bool Segment::is_at(const std::string& path) const {
  struct stat here {
  }, there{};
  return fstat(file_, &here) == 0 && lstat(path.c_str(), &there) == 0 && here.st_dev == there.st_dev &&
         here.st_ino == there.st_ino;
}

void Segment::unlink() {
  if (!path_.empty() && is_at(path_)) ::unlink(path_.c_str());
  path_.clear();
}

Result<Segment> Segment::open(const std::string& desk, size_t least_bytes) {
  const auto path = segment_path(desk);
  if (!path) return Error{path.error()};
  Segment segment;
  segment.desk_ = desk;
  segment.file_ = ::open(path->c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  if (segment.file_ < 0) {
    if (errno == ENOENT) return Error{"no desk named \"" + desk + "\" is running here; start one with: headroom"};
    return system_error("the desk \"" + desk + "\" at " + *path + " cannot be opened");
  }
  struct stat status {};
  if (fstat(segment.file_, &status) != 0 || static_cast<size_t>(status.st_size) < least_bytes)
    return Error{*path + " is too short to be a desk of this version"};
  segment.bytes_ = static_cast<size_t>(status.st_size);
  void* memory = mmap(nullptr, segment.bytes_, PROT_READ | PROT_WRITE, MAP_SHARED, segment.file_, 0);
  if (memory == MAP_FAILED) return system_error("the desk \"" + desk + "\" at " + *path + " cannot be mapped");
  segment.memory_ = static_cast<std::byte*>(memory);
  return segment;
}

bool Segment::lock(int byte) {
  struct flock lock = byte_lock(byte, F_WRLCK);
  return fcntl(file_, F_OFD_SETLK, &lock) == 0;
}

void Segment::unlock(int byte) {
  struct flock lock = byte_lock(byte, F_UNLCK);
  fcntl(file_, F_OFD_SETLK, &lock);
}

bool Segment::is_locked(int byte) const {
  struct flock lock = byte_lock(byte, F_WRLCK);
  return fcntl(file_, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

}  // namespace headroom
