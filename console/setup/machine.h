// What a desk runs on: the sound card, its rate, its blocks. It belongs to the place, not to the show, and is kept in a
// file of its own, beside the desk's state:
//
//   headroom machine 1
//   device JACK: system
//   rate 48000
//   block 64
//
// A line that is missing says the default; "clock" in place of the device: the desk's own clock alone.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "io/audio_driver.h"
#include "io/result.h"

namespace headroom {

// Plain bytes of fixed size: it travels through the link.
struct Machine {
  double sample_rate = 48000;  // Hz, 8000...384000
  int32_t block_frames = 64;   // 8...kMaxBlockFrames
  int32_t workers = 0;         // threads that share the callback's work, 0...most_workers()
  int32_t most_inputs = 0;     // of the device's lines that are opened; 0: all that the desk has
  int32_t most_outputs = 0;
  int32_t has_device = 1;  // 0: the desk's own clock alone
  char device[96] = {};    // name for find_device(), zero-padded; empty: the machine's default
  bool operator==(const Machine&) const = default;
};
inline constexpr int kMostLines = 128;

// The device as the driver is asked for it.
std::optional<std::string> device_of(const Machine& machine);
void set_device(Machine& machine, const std::optional<std::string>& device);
DeviceWish wish_of(const Machine& machine);

// The machine itself, or the sentence that says what of it cannot be.
Result<Machine> checked_machine(const Machine& machine);

// True when the engine must be made anew to go from one to the other; all else changes while it runs.
inline bool needs_restart(const Machine& from, const Machine& to) {
  return from.sample_rate != to.sample_rate || from.workers != to.workers;
}

// As in the file, both ways. What is wrong in a text is told by an error; `name` is what that calls it.
std::string machine_text(const Machine& machine);
Result<Machine> parse_machine(const std::string& text, const std::string& name);

// Where it is kept for the desk of that name: NAME.machine beside its state (console/show_keeper.h).
std::string machine_path(const std::string& desk);

// The best of what there is for a desk that was never told: the default device (JACK before sound cards), at 48 kHz
// where it has that, in the shortest block between 64 and 1024 frames that the device's own latency allows.
Machine best_machine(std::span<const DeviceInfo> devices);

// From input to output, as far as it can be known before the device is open. A sound card has two blocks of buffer each
// way (io/portaudio_device.cpp), JACK says what its server has.
double expected_round_trip_ms(const Machine& machine, const DeviceInfo& device);

}  // namespace headroom
