// Audio devices, JACK and ALSA alike: the list of them, and one full-duplex stream of planar float.
// JACK is spoken to directly (jack_device.h says why), everything else through PortAudio.
// PortAudio is not thread-safe: everything here is called from one thread. Only DeviceCallback runs
// elsewhere.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "io/result.h"

namespace headroom {

inline constexpr double kUsualRates[] = {44100, 48000, 88200, 96000, 176400, 192000};  // Hz

struct DeviceInfo {
  std::string name;      // "system", "UMC1820: USB Audio (hw:1,0)"
  std::string host_api;  // "JACK", "ALSA"
  int inputs = 0, outputs = 0;
  double default_rate = 0;    // Hz
  std::vector<double> rates;  // those of kUsualRates it takes, Hz; empty when it is busy and cannot be asked
  double input_latency_ms = 0, output_latency_ms = 0;  // expected at the lowest setting
  bool is_default = false;                             // of its host API
  std::string full_name() const { return host_api + ": " + name; }
};

struct DeviceRequest {
  // As a person writes it: the full name, the name, or a part that fits one device only; empty: the machine's
  // default.
  std::string name;
  double sample_rate = 48000;   // Hz
  int block_frames = 64;        // 1..8192; under JACK the server's period rules
  int inputs = 0, outputs = 0;  // channels wanted, 0..128 each
};

// What a device brings with each call: in[channel][frame] to read, every out[channel][frame] to write.
struct DeviceBlock {
  const float* const* in = nullptr;
  int inputs = 0;
  float* const* out = nullptr;
  int outputs = 0;
  int frames = 0;
  bool xrun = false;  // the device lost audio before this block
};

struct DeviceCallback {
  // [audio]
  void (*process)(void* user, const DeviceBlock& block) = nullptr;
  // [any] The device will not call again by itself. Must not wait.
  void (*gone)(void* user) = nullptr;
  void* user = nullptr;
};

struct StreamInfo {
  std::string device;  // full name
  std::string host_api;
  double sample_rate = 0;          // Hz
  int block_frames = 0;            // of the first callback; JACK may change it later
  int inputs = 0, outputs = 0;     // channels there are: at most those wanted
  std::vector<std::string> notes;  // sentences: fewer channels than wanted, another block size
};

struct StreamLatency {
  double input_ms = 0, output_ms = 0;  // as the stream reports
  bool operator==(const StreamLatency&) const = default;
};

// A running stream. Destroying it stops the callbacks and frees the device, also when the device is gone.
class AudioStream {
 public:
  virtual ~AudioStream() = default;
  virtual bool is_alive() const = 0;
  const StreamInfo& info() const { return info_; }
  // As it is now: it follows JACK's period.
  virtual StreamLatency latency() const = 0;
  // What its host has, as the stream itself sees it, where looking would take one more client of the host beside it;
  // nothing where it would not.
  virtual std::optional<std::vector<DeviceInfo>> devices_beside() const { return std::nullopt; }

 protected:
  StreamInfo info_;
};

// Looks for devices, as cheaply as it can while it is asked again and again.
class AudioDevices {
 public:
  // Everything there is now; `running` is the stream that this process has, if any.
  std::vector<DeviceInfo> list(const AudioStream* running = nullptr);

  // Opens and starts the device `request.name` means; the error sentence names what there is. Fit for calling
  // ten times a second: JACK's server is looked for each time, PortAudio's devices when a sound card came or
  // went, or every 2 s; what is there but does not open is tried again after half a second.
  Result<std::unique_ptr<AudioStream>> open(const DeviceRequest& request, const DeviceCallback& callback);

 private:
  using Clock = std::chrono::steady_clock;
  void look_at_jack(bool always);
  void look_at_portaudio(bool always);
  Result<std::unique_ptr<AudioStream>> remember(const DeviceRequest& request,
                                                Result<std::unique_ptr<AudioStream>> outcome);
  std::vector<DeviceInfo> jack_, portaudio_;  // as last seen
  std::string sound_cards_;
  Clock::time_point next_jack_look_{}, next_portaudio_look_{}, next_try_{};
  std::string refused_name_, refusal_;  // the request that failed last, and why
};

// The device a person means by `name`: its index in `devices`, or a sentence that lists what there is.
Result<size_t> find_device(const std::vector<DeviceInfo>& devices, const std::string& name);

// The notes a stream owes its user: fewer channels than wanted, another block size.
std::vector<std::string> shortfall_notes(const DeviceRequest& request, const StreamInfo& stream);

}  // namespace headroom
