// What goes over the lines to the boxes, both ways, for whoever wants to look: a ring in shared memory that
// headroom-midi writes and `headroom surfaces monitor` reads. The writer knows no reader and never waits.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "io/overwriting_ring.h"
#include "io/result.h"

namespace headroom {

// What a box speaks, for whoever puts its messages into words.
enum class BoxSpeech : uint8_t { plain, mackie, hui };

struct TrafficRecord {
  int64_t when_ns = 0;  // CLOCK_REALTIME
  BoxSpeech speech = BoxSpeech::plain;
  uint8_t to_box = 0;  // 1: from the desk to the box
  uint8_t count = 0;   // bytes that follow; longer messages are cut
  char box[37] = {};   // its port, zero-terminated
  uint8_t bytes[128] = {};
};

// The ring's memory, named after the desk. Its maker takes the name away at the end.
class TrafficMemory {
 public:
  static Result<TrafficMemory> create(const std::string& desk);
  static Result<TrafficMemory> open(const std::string& desk);
  TrafficMemory(TrafficMemory&& other) noexcept;
  TrafficMemory& operator=(TrafficMemory&& other) noexcept;
  ~TrafficMemory();

  void* memory() const { return memory_; }
  // False when another has taken the name: its maker was started anew.
  bool is_current() const;
  static size_t bytes();

 private:
  TrafficMemory(void* memory, std::string path, uint64_t file_number, bool is_maker)
      : memory_(memory), path_(std::move(path)), file_number_(file_number), is_maker_(is_maker) {}
  void* memory_ = nullptr;
  std::string path_;
  uint64_t file_number_ = 0;
  bool is_maker_ = false;
};

class TrafficWriter {
 public:
  // Nothing is written where the memory cannot be had.
  explicit TrafficWriter(const std::string& desk);
  void write(const std::string& box, BoxSpeech speech, bool to_box, std::span<const uint8_t> message);

 private:
  std::optional<TrafficMemory> memory_;
  std::optional<OverwritingRingWriter> ring_;
};

class TrafficReader {
 public:
  // An error when no headroom-midi serves that desk.
  static Result<TrafficReader> attach(const std::string& desk);
  // The next message, oldest first; false when there is none yet. `lost` counts those that were overwritten unread.
  bool next(TrafficRecord& record, uint64_t& lost);
  // False when the writer has gone or was started anew: attach again.
  bool is_current() const { return memory_.is_current(); }

 private:
  TrafficReader(TrafficMemory memory, OverwritingRingReader ring)
      : memory_(std::move(memory)), ring_(std::move(ring)) {}
  TrafficMemory memory_;
  OverwritingRingReader ring_;
};

// One line for people: time, box, direction, bytes, and what they mean: "select 1 pressed" on a Mackie Control,
// "zone 3", "port 2 pressed" on a HUI, "cc/1/16 = 64" on any other box.
std::string traffic_text(const TrafficRecord& record);
// What a message means, by itself.
std::string message_text(std::span<const uint8_t> message, BoxSpeech speech, bool to_box);

}  // namespace headroom
