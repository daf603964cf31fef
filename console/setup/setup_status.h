// What clients see of the machine under the desk, and what they may ask of it. Plain bytes of fixed size: both travel
// through the link.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "console/plan.h"
#include "console/setup/machine.h"

namespace headroom {

// A device of this machine, as a client may choose it.
struct ListedDevice {
  char name[96];  // full name, zero-padded
  int32_t inputs, outputs;
  double default_rate;  // Hz
  uint32_t rates;       // bit n: it takes kUsualRates[n]; 0: it is busy and cannot be asked
  float input_latency_ms, output_latency_ms;
  int32_t is_default;
};
ListedDevice listed(const DeviceInfo& device);
DeviceInfo unlisted(const ListedDevice& device);

enum class RoundTripState : int32_t {
  none,     // not measured yet
  running,  // the probe is on its way
  found,
  silent,     // nothing came back
  disturbed,  // a dropout cut the probe: to be measured again
  no_lines,   // there is no device with these lines
};

// A measured way from an output through the world to an input.
struct RoundTrip {
  RoundTripState state;
  int32_t output, input;  // of the device, from 1
  int32_t frames;         // from a sample played to the same heard, as the engine sees them
  double sample_rate;     // Hz
  float level_dB;         // of the return
  int32_t is_turned;      // it came back with its polarity turned
  uint64_t number;        // counts measurements
  double ms() const { return 1000.0 * frames / sample_rate; }
};

// What the way from a voice to the ear means to who sings: below 10 ms nobody minds, beyond 20 ms it is an echo.
enum class Promptness { good, fair, bad };
inline constexpr double kGood_ms = 10, kFair_ms = 20;
constexpr Promptness promptness_of(double round_trip_ms) {
  return round_trip_ms <= kGood_ms ? Promptness::good : round_trip_ms <= kFair_ms ? Promptness::fair : Promptness::bad;
}
// A sentence: "Output 1 to input 1: 5.33 ms (256 frames), 0.2 dB softer."
std::string sentence_of(const RoundTrip& trip);

inline constexpr size_t kMostDevices = 16;
struct SetupStatus {
  Machine machine;         // as chosen; what runs is in DeskStatus
  int32_t is_first_start;  // nobody has chosen a machine for this desk yet
  int32_t tone_output;     // where the test tone plays, from 1; 0: nowhere
  float tone_level_dBFS;
  RoundTrip round_trip;
  uint64_t devices_looked;  // how often the devices were listed
  uint64_t answered;        // requests heard since the start, of all clients
  int32_t devices_count;
  std::array<ListedDevice, kMostDevices> devices;
  char versions_folder[256];  // where what was saved of the show is kept (console/show_versions.h)
};

struct SetupRequest {
  enum class Kind : int32_t {
    look_for_devices,
    use_machine,  // `machine`; kept for the next start. Ends a demo
    use_plan,     // the desk starts anew in the size of `plan`
    play_tone,    // on `output` with `level_dBFS`; ends with the client
    stop_tone,
    measure_round_trip,  // from `output` to `input`
    recall_show,         // the file at `path`, as one gesture that undo takes back
  };
  Kind kind = Kind::look_for_devices;
  Machine machine = {};
  DeskPlan plan = {};
  int32_t output = 0, input = 0;  // from 1
  float level_dBFS = 0;
  char path[256] = {};  // with a final zero
};
SetupRequest recall_request(const std::string& path);

}  // namespace headroom
