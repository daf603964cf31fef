// What of a strip a recall of a scene may change, in parts that can each be kept safe.
#pragma once

#include <cstdint>

namespace headroom {

// The parts of a strip, as bits.
using RecallScopes = uint8_t;
enum RecallScope : RecallScopes {
  kFaderScope = 1,
  kMuteScope = 2,
  kEqScope = 4,
  kDynamicsScope = 8,
  kSendsScope = 16,
  kPatchScope = 32,
  kNameScope = 64,
};
inline constexpr int kRecallScopes = 7;  // how many there are

}  // namespace headroom
