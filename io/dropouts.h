// Why a listener missed something of what was played, and how often.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <numeric>

namespace headroom {

enum class DropoutCause : uint8_t {
  device,    // the device reported an xrun
  clock,     // the desk's own clock came late by more than a block
  hand_over  // a block skipped while the device takes over from the clock
};

using DropoutCounts = std::array<uint64_t, 3>;  // by DropoutCause, since the start

inline uint64_t total(const DropoutCounts& counts) {
  return std::accumulate(counts.begin(), counts.end(), uint64_t{0});
}

}  // namespace headroom
