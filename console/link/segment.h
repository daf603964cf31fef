// The piece of shared memory behind the link, and who is alive at its two ends. This file and segment.cpp hold what is
// Linux's own about the link: /dev/shm and open-file-description locks.
//
// Byte 0 of the file is locked by the living console, byte 1 + n by the client in slot n. The system drops a lock when
// its holder dies, however it dies, so a lock that can be taken means nobody is there. Who takes a dead console's place
// has a byte of its own for that: were it the console's, the dead one would look alive to clients for a moment.
#pragma once

#include <cstddef>
#include <string>

#include "io/result.h"

namespace headroom {

class Segment {
 public:
  Segment() = default;
  Segment(Segment&& other) noexcept;
  Segment& operator=(Segment&& other) noexcept;
  Segment(const Segment&) = delete;
  Segment& operator=(const Segment&) = delete;
  ~Segment();

  // [console] A new zeroed segment, not visible yet, its memory reserved and touched; holds the console's lock.
  static Result<Segment> create(const std::string& desk, size_t bytes);
  // [console] Makes it the one clients find under the desk's name, in place of a dead one's. An error when a living
  // console has the name: of several that start at once, one gets it.
  Outcome publish();
  // [console] Takes the name away again, if it is still its own (the last act of a console that ends in order).
  void unlink();

  // [client] The segment now under the desk's name. `least_bytes` is the size of the header it must have.
  static Result<Segment> open(const std::string& desk, size_t least_bytes);

  std::byte* memory() const { return memory_; }
  size_t bytes() const { return bytes_; }

  // Takes the lock on `byte` for as long as this segment is open; false when somebody else has it.
  bool lock(int byte);
  void unlock(int byte);
  // True when anybody else holds the lock on `byte`.
  bool is_locked(int byte) const;

  static constexpr int kConsoleByte = 0;
  static constexpr int client_byte(int slot) { return 1 + slot; }
  static constexpr int kSuccessorByte = 1 << 16;  // behind all clients'

 private:
  bool is_at(const std::string& path) const;

  std::string desk_;
  std::string path_;
  int file_ = -1;
  std::byte* memory_ = nullptr;
  size_t bytes_ = 0;
};

// A desk's name may hold letters, digits, '-', '_' and '.'; at most 64 of them. Returns the path, or the sentence.
Result<std::string> segment_path(const std::string& desk);

}  // namespace headroom
