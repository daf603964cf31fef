// What the desk's log is told of dropouts: the first at once, and the longer they go on the rarer the lines, so that a
// storm of an hour pushes nothing else out of the log.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "io/dropouts.h"

namespace headroom {

class DropoutNews {
 public:
  // The line for what came since the last one, when there is something and a second has passed, in a storm twice the
  // time of the line before, at most a minute: "a dropout of the
  // device", "12 dropouts: 10 of the device, 2 of the desk's own clock". `now_ns` is any clock that never goes back.
  std::optional<std::string> take(const DropoutCounts& counts, uint64_t now_ns);

 private:
  DropoutCounts told_{};
  std::optional<uint64_t> told_ns_;
  uint64_t pause_ns_ = 0;  // after the newest line
};

}  // namespace headroom
