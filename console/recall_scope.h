// What of a strip a recall of a scene may change, in parts that can each be kept safe:
//
//   fader   fader, pan, width, place among the loudspeakers; what moves the strip along: DCAs, link group
//   mute    mute; what may silence the strip or not: mute groups, mute safe, solo safe
//   eq      high-pass, low-pass, equaliser, graphic equaliser, and whether they lie before the compressor
//   dyn     gate, compressor, de-esser, limiter
//   sends   sends, direct out, routing to groups, matrices and main; that an aux follows the main
//   patch   inputs, trim, polarity, delay, and what the strip is built as: pair, layout
//   name    name and colour
//
// In no scene are the strips that are the engineer's own (monitor, phones, talkback, two-track, meters, outputs, the
// desk itself), the safes, what is armed, and of a bus that it hears oscillator or talkback: no scene may bring those
// up.
#pragma once

#include <cstdint>
#include <optional>

#include "console/control_row.h"

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

// The scope that the row belongs to on channels, buses, DCAs and mute groups; none: it is in no scene.
std::optional<RecallScope> scope_of(const ControlRow& row);

// The control that keeps this scope of a strip safe.
Param safe_param(RecallScope scope);

}  // namespace headroom
