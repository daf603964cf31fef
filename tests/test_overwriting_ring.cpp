#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <thread>
#include <vector>

#include "io/overwriting_ring.h"

using namespace headroom;

namespace {

// A meter frame as a display would check it: every value must belong to the same moment.
struct MeterFrame {
  uint64_t number = 0;
  std::array<uint32_t, 37> levels{};  // an odd size: the last word of a record is only partly used
};

MeterFrame frame(uint64_t number) {
  MeterFrame made;
  made.number = number;
  made.levels.fill(static_cast<uint32_t>(number * 2654435761u));
  return made;
}

bool is_whole(const MeterFrame& got) { return got.levels == frame(got.number).levels; }

// Memory two processes share, as the link's is.
class SharedMemory {
 public:
  explicit SharedMemory(size_t bytes)
      : bytes_(bytes), memory_(mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)) {}
  ~SharedMemory() { munmap(memory_, bytes_); }
  SharedMemory(const SharedMemory&) = delete;
  SharedMemory& operator=(const SharedMemory&) = delete;
  void* memory() { return memory_; }
  size_t bytes() const { return bytes_; }

 private:
  size_t bytes_;
  void* memory_;
};

SharedMemory room_for(size_t capacity) {
  return SharedMemory(OverwritingRingWriter::bytes_for(sizeof(MeterFrame), capacity));
}

struct Tally {
  uint64_t whole = 0, torn = 0, lost = 0, out_of_order = 0;
};

// Reads until record number `last` was seen or lost.
Tally read_all(OverwritingRingReader& reader, uint64_t last) {
  Tally tally;
  MeterFrame got;
  uint64_t next = 0;
  while (next <= last) {
    const auto [found, lost] = reader.read(&got);
    tally.lost += lost;
    next += lost;
    if (!found) continue;
    is_whole(got) ? ++tally.whole : ++tally.torn;
    if (got.number != next) ++tally.out_of_order;
    ++next;
  }
  return tally;
}

}  // namespace

TEST_CASE("a reader gets every meter frame in order when it keeps up") {
  auto memory = room_for(8);
  auto writer = OverwritingRingWriter::create(memory.memory(), memory.bytes(), sizeof(MeterFrame), 8);
  auto reader = OverwritingRingReader::attach(memory.memory(), memory.bytes(), sizeof(MeterFrame));
  REQUIRE(writer);
  REQUIRE(reader);
  MeterFrame got;
  CHECK_FALSE(reader->read(&got).found);
  for (uint64_t n = 0; n < 100; ++n) {
    const MeterFrame made = frame(n);
    writer->write(&made);
    const auto [found, lost] = reader->read(&got);
    CHECK(found);
    CHECK(lost == 0);
    CHECK(got.number == n);
    CHECK(is_whole(got));
  }
}

TEST_CASE("a slow display is told how many meter frames it missed, and goes on with the oldest there is") {
  auto memory = room_for(8);
  auto writer = OverwritingRingWriter::create(memory.memory(), memory.bytes(), sizeof(MeterFrame), 8);
  auto reader = OverwritingRingReader::attach(memory.memory(), memory.bytes(), sizeof(MeterFrame));
  for (uint64_t n = 0; n < 20; ++n) {
    const MeterFrame made = frame(n);
    writer->write(&made);
  }
  MeterFrame got;
  const auto [found, lost] = reader->read(&got);
  CHECK(found);
  CHECK(lost == 12);
  CHECK(got.number == 12);
}

TEST_CASE("a display that joins late begins with the next meter frame, or with all that are left") {
  auto memory = room_for(8);
  auto writer = OverwritingRingWriter::create(memory.memory(), memory.bytes(), sizeof(MeterFrame), 8);
  for (uint64_t n = 0; n < 5; ++n) {
    const MeterFrame made = frame(n);
    writer->write(&made);
  }
  auto late = OverwritingRingReader::attach(memory.memory(), memory.bytes(), sizeof(MeterFrame));
  auto curious = OverwritingRingReader::attach(memory.memory(), memory.bytes(), sizeof(MeterFrame), true);
  MeterFrame got;
  CHECK_FALSE(late->read(&got).found);
  CHECK(curious->read(&got).found);
  CHECK(got.number == 0);
}

TEST_CASE("no reader ever sees half a meter frame while the audio thread writes") {
  constexpr uint64_t kLast = 60000;
  auto memory = room_for(16);
  auto writer = OverwritingRingWriter::create(memory.memory(), memory.bytes(), sizeof(MeterFrame), 16);
  std::vector<Tally> tallies(2);
  std::vector<std::thread> displays;
  for (Tally& tally : tallies) {
    auto reader = OverwritingRingReader::attach(memory.memory(), memory.bytes(), sizeof(MeterFrame), true);
    REQUIRE(reader);
    displays.emplace_back([&tally, r = *reader]() mutable { tally = read_all(r, kLast); });
  }
  for (uint64_t n = 0; n <= kLast; ++n) {
    const MeterFrame made = frame(n);
    writer->write(&made);
  }
  for (std::thread& display : displays) display.join();
  for (const Tally& tally : tallies) {
    CHECK(tally.torn == 0);
    CHECK(tally.out_of_order == 0);
    CHECK(tally.whole + tally.lost == kLast + 1);
    CHECK(tally.whole > 0);
  }
}

TEST_CASE("another process reads whole meter frames from shared memory") {
  constexpr uint64_t kLast = 20000;
  auto memory = room_for(64);
  auto writer = OverwritingRingWriter::create(memory.memory(), memory.bytes(), sizeof(MeterFrame), 64);
  REQUIRE(writer);
  const pid_t display = fork();
  if (display == 0) {
    auto reader = OverwritingRingReader::attach(memory.memory(), memory.bytes(), sizeof(MeterFrame), true);
    if (!reader) _exit(1);
    const Tally tally = read_all(*reader, kLast);
    _exit(tally.torn == 0 && tally.out_of_order == 0 && tally.whole + tally.lost == kLast + 1 ? 0 : 2);
  }
  for (uint64_t n = 0; n <= kLast; ++n) {
    const MeterFrame made = frame(n);
    writer->write(&made);
  }
  int status = -1;
  waitpid(display, &status, 0);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
}

TEST_CASE("memory that lies about its ring is refused") {
  auto memory = room_for(8);
  auto attach = [&](size_t bytes, size_t record_bytes) {
    return OverwritingRingReader::attach(memory.memory(), bytes, record_bytes);
  };
  CHECK_FALSE(attach(memory.bytes(), sizeof(MeterFrame)));  // nothing there yet
  REQUIRE(OverwritingRingWriter::create(memory.memory(), memory.bytes(), sizeof(MeterFrame), 8));
  CHECK(attach(memory.bytes(), sizeof(MeterFrame)));
  CHECK_FALSE(attach(memory.bytes(), sizeof(MeterFrame) + 8));  // another version's records
  CHECK_FALSE(attach(memory.bytes() - 1, sizeof(MeterFrame)));  // a segment cut short
  CHECK_FALSE(attach(16, sizeof(MeterFrame)));
  auto* header = static_cast<OverwritingRingHeader*>(memory.memory());
  for (uint64_t capacity : {uint64_t{0}, uint64_t{9}, uint64_t{1} << 61, ~uint64_t{0}}) {
    header->capacity = capacity;
    CHECK_FALSE(attach(memory.bytes(), sizeof(MeterFrame)));
  }
  CHECK_FALSE(OverwritingRingWriter::create(memory.memory(), memory.bytes() - 1, sizeof(MeterFrame), 8));
}
