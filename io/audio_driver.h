// The thing that always calls the engine. While an audio device runs, the device's callback does; with no
// device, and from the moment it goes away, a clock of our own goes on at the same rate. A watcher looks for
// the device and re-opens it by name. Never two callers at once; outputs fade in over 20 ms whenever the
// device takes over, and out before it is left.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "io/audio_device.h"
#include "io/dropouts.h"
#include "io/input_source.h"
#include "io/line_test.h"
#include "io/load_meter.h"
#include "io/result.h"

namespace headroom {

// [audio] The engine: reads in[input][frame], writes every out[output][frame]. All pointers are valid,
// `frames` is 1..max_block_frames. Called by one thread at a time, not always the same one.
struct EngineCallback {
  void (*process)(void* user, const float* const* in, float* const* out, int frames) = nullptr;
  void* user = nullptr;
};

// What can change while the engine runs on.
struct DeviceWish {
  // A name for find_device(); "" the machine's default; nullopt: the clock alone.
  std::optional<std::string> device = {};
  int block_frames = 64;                  // of the clock, and wanted of the device
  int most_inputs = 0, most_outputs = 0;  // of the device's lines, how many are opened; 0: all the engine has
};

struct DriverRequest {
  double sample_rate = 48000;     // Hz; the desk's, whatever drives
  int max_block_frames = 1024;    // a device's longer block is given to the engine in parts
  int inputs = 0, outputs = 0;    // of the engine; device channel 1 is input 1, output 1 is device channel 1
  DeviceWish wish;                // to begin with
  InputSource input_source;       // plays in place of the device's inputs, and on the clock
  LineTest* line_test = nullptr;  // plays and listens on the device's lines; must outlive the driver
};

enum class DriverState { clock, searching, device };  // searching: on the clock, looking for the device

struct DeviceChange {
  double at_s;           // seconds since start()
  std::string sentence;  // 'Sound card "JACK: system" is gone; the desk runs on its own clock.'
};

struct DriverStatus {
  DriverState state = DriverState::clock;
  std::string device;    // that runs, or is looked for ("" for the default); empty on the clock
  std::string host_api;  // of the device that runs
  double sample_rate = 0;
  int block_frames = 0;  // of whoever drives
  int device_inputs = 0, device_outputs = 0;
  double input_latency_ms = 0, output_latency_ms = 0;  // as the device reports; 0 on the clock
  double round_trip_ms = 0;                            // expected from input to output
  uint64_t frames = 0;                                 // given to the engine since start()
  DropoutCounts dropouts{};
  LoadFigures load;
  std::string message;                // the newest sentence
  std::vector<DeviceChange> history;  // oldest first, the last kMaxHistory
  std::vector<std::string> advice;    // what the system refused (real-time priority), and how to mend it
  std::vector<DeviceInfo> devices;    // as of the last look_for_devices()
  uint64_t devices_looked = 0;        // how many looks have been done
};

class AudioDriver {
 public:
  static constexpr size_t kMaxHistory = 100;

  // Begins to call the engine at once, on the clock; the device follows as soon as it is open. The engine and
  // the input source must outlive the driver.
  static Result<std::unique_ptr<AudioDriver>> start(const DriverRequest& request, EngineCallback engine);
  ~AudioDriver();  // the engine is not called again once this returns
  AudioDriver(const AudioDriver&) = delete;
  AudioDriver& operator=(const AudioDriver&) = delete;

  // [one thread, not audio] A snapshot. load.peak_since_read starts anew.
  DriverStatus status();

  // [any, not audio] Another device, none, or another block size, while the engine runs on: what plays fades out, and
  // in again on the new one. What cannot be had, a block of 0 frames or beyond max_block_frames, is refused.
  Outcome change_device(const DeviceWish& wish);
  // [any, not audio] Has the devices of this machine listed anew: status() tells when `devices_looked` has grown.
  void look_for_devices();

 private:
  struct Running;
  explicit AudioDriver(std::unique_ptr<Running> running);
  std::unique_ptr<Running> running_;
};

}  // namespace headroom
