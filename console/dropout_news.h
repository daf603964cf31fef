// What the desk's log is told of dropouts: at most a line a second, so that a storm of them pushes nothing else out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "io/dropouts.h"

namespace headroom {

class DropoutNews {
 public:
  // The line for what came since the last one, when there is something and a second has passed: "a dropout of the
  // device", "12 dropouts: 10 of the device, 2 of the desk's own clock". `now_ns` is any clock that never goes back.
  std::optional<std::string> take(const DropoutCounts& counts, uint64_t now_ns);

 private:
  DropoutCounts told_{};
  std::optional<uint64_t> told_ns_;
};

}  // namespace headroom
