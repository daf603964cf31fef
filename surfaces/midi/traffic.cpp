#include "surfaces/midi/traffic.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <utility>

#include "console/link/segment.h"

namespace headroom {
namespace {

constexpr size_t kRecords = 4096;

// Beside the desk's own segment; a desk's name cannot hold the colon.
Result<std::string> traffic_path(const std::string& desk) {
  const auto path = segment_path(desk);
  return path ? Result<std::string>(*path + ":midi") : Result<std::string>(Error{path.error()});
}

void* map(int file, int protection) {
  void* memory = mmap(nullptr, TrafficMemory::bytes(), protection, MAP_SHARED, file, 0);
  return memory == MAP_FAILED ? nullptr : memory;
}

}  // namespace

size_t TrafficMemory::bytes() { return OverwritingRingWriter::bytes_for(sizeof(TrafficRecord), kRecords); }

Result<TrafficMemory> TrafficMemory::create(const std::string& desk) {
  const auto path = traffic_path(desk);
  if (!path) return Error{path.error()};
  unlink(path->c_str());
  const int file = ::open(path->c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return Error{*path + " cannot be made: " + std::strerror(errno)};
  struct stat facts {};
  const bool has_room = posix_fallocate(file, 0, static_cast<off_t>(bytes())) == 0 && fstat(file, &facts) == 0;
  void* memory = has_room ? map(file, PROT_READ | PROT_WRITE) : nullptr;
  close(file);
  if (memory) return TrafficMemory(memory, *path, facts.st_ino, true);
  unlink(path->c_str());
  return Error{*path + " cannot be made: there is no room for it"};
}

Result<TrafficMemory> TrafficMemory::open(const std::string& desk) {
  const auto path = traffic_path(desk);
  if (!path) return Error{path.error()};
  const int file = ::open(path->c_str(), O_RDONLY | O_CLOEXEC);
  struct stat facts {};
  const bool fits = file >= 0 && fstat(file, &facts) == 0 && static_cast<size_t>(facts.st_size) == bytes();
  void* memory = fits ? map(file, PROT_READ) : nullptr;
  if (file >= 0) close(file);
  if (!memory) return Error{"no headroom-midi serves the desk \"" + desk + "\""};
  return TrafficMemory(memory, *path, facts.st_ino, false);
}

TrafficMemory::TrafficMemory(TrafficMemory&& other) noexcept { *this = std::move(other); }

TrafficMemory& TrafficMemory::operator=(TrafficMemory&& other) noexcept {
  std::swap(memory_, other.memory_);
  std::swap(path_, other.path_);
  std::swap(file_number_, other.file_number_);
  std::swap(is_maker_, other.is_maker_);
  return *this;
}

TrafficMemory::~TrafficMemory() {
  if (!memory_) return;
  if (is_maker_ && is_current()) unlink(path_.c_str());
  munmap(memory_, bytes());
}

bool TrafficMemory::is_current() const {
  struct stat facts {};
  return stat(path_.c_str(), &facts) == 0 && facts.st_ino == file_number_;
}

TrafficWriter::TrafficWriter(const std::string& desk) {
  auto memory = TrafficMemory::create(desk);
  if (!memory) return;
  auto ring = OverwritingRingWriter::create(memory->memory(), TrafficMemory::bytes(), sizeof(TrafficRecord), kRecords);
  if (!ring) return;
  memory_.emplace(std::move(*memory));
  ring_.emplace(std::move(*ring));
}

void TrafficWriter::write(const std::string& box, BoxSpeech speech, bool to_box, std::span<const uint8_t> message) {
  if (!ring_) return;
  TrafficRecord record;
  timespec now{};
  clock_gettime(CLOCK_REALTIME, &now);
  record.when_ns = int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
  record.speech = speech;
  record.to_box = to_box;
  box.copy(record.box, sizeof record.box - 1);
  record.count = static_cast<uint8_t>(std::min(message.size(), sizeof record.bytes));
  std::copy_n(message.begin(), record.count, record.bytes);
  ring_->write(&record);
}

Result<TrafficReader> TrafficReader::attach(const std::string& desk) {
  auto memory = TrafficMemory::open(desk);
  if (!memory) return Error{memory.error()};
  auto ring = OverwritingRingReader::attach(memory->memory(), TrafficMemory::bytes(), sizeof(TrafficRecord));
  if (!ring) return Error{ring.error()};
  return TrafficReader(std::move(*memory), std::move(*ring));
}

bool TrafficReader::next(TrafficRecord& record, uint64_t& lost) {
  const auto got = ring_.read(&record);
  lost += got.lost;
  record.box[sizeof record.box - 1] = 0;
  record.count = std::min<uint8_t>(record.count, sizeof record.bytes);
  return got.found;
}

}  // namespace headroom
