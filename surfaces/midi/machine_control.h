// MIDI machine control: what is said to a recorder, and what a recorder's remote says to us. F0 7F device 06 commands
// F7. Source: MIDI Machine Control (MIDI Association).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "surfaces/midi/timecode.h"

namespace headroom {

enum class MachineCommand : uint8_t { stop = 0x01, play = 0x02, deferred_play = 0x03, pause = 0x09, locate = 0x44 };

struct MachineWish {
  MachineCommand command;
  Timecode place;                           // of a locate
  TimecodeRate rate = TimecodeRate::tv_25;  // of that place
};

// The commands of a message that a desk obeys, in their order; those it does not are skipped by their own length. Empty
// when the message is none of machine control.
std::vector<MachineWish> machine_wishes(std::span<const uint8_t> message);

// A command to every machine.
std::vector<uint8_t> machine_message(MachineCommand command);
std::vector<uint8_t> machine_locate(const Timecode& place, TimecodeRate rate);

}  // namespace headroom
