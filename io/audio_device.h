// Audio devices through PortAudio (JACK and ALSA): the list of them, and one full-duplex stream of planar float.
// PortAudio is not thread-safe: everything here is called from one thread. Only the callback runs on the audio thread.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "io/result.h"

namespace headroom {

struct DeviceInfo {
  std::string name;      // "system", "UMC1820: USB Audio (hw:1,0)"
  std::string host_api;  // "JACK", "ALSA"
  int inputs = 0, outputs = 0;
  double default_rate = 0;                           // Hz
  std::vector<double> rates;                         // Hz; those of kUsualRates it takes; empty: busy, cannot be asked
  double input_latency_ms = 0, output_latency_ms = 0;  // expected at the device's lowest setting
  std::string full_name() const { return host_api + ": " + name; }
};

inline constexpr double kUsualRates[] = {44100, 48000, 88200, 96000, 176400, 192000};

struct DeviceRequest {
  std::string name;        // as a person writes it: exact, or any part that fits one device only; empty: the machine's default
  double sample_rate = 48000;
  int block_frames = 64;   // 1..8192; under JACK the server's period rules
  int inputs = 0, outputs = 0;  // channels wanted, 0..128 each
};

// Called on the audio thread: in[channel][frame], out[channel][frame] for the stream's channels; xrun when the device lost
// audio before this block.
struct DeviceCallback {
  void (*process)(void* user, const float* const* in, float* const* out, int frames, bool xrun) = nullptr;
  void* user = nullptr;
};

struct StreamInfo {
  std::string device, host_api;
  double sample_rate = 0;
  int block_frames = 0;         // what the callback will be given; 0: differs from call to call
  int inputs = 0, outputs = 0;  // channels that there are: at most those wanted
  double input_latency_ms = 0, output_latency_ms = 0;  // as the stream reports
  std::vector<std::string> notes;  // sentences: fewer channels than wanted, another block size
};

class AudioStream {
 public:
  AudioStream(AudioStream&&) noexcept;
  AudioStream& operator=(AudioStream&&) noexcept;
  ~AudioStream();  // stops and closes
  const StreamInfo& info() const;
  // False once the device or its server is gone.
  bool is_alive() const;

 private:
  friend class AudioSystem;
  struct Open;
  explicit AudioStream(std::unique_ptr<Open> open);
  std::unique_ptr<Open> open_;
};

// PortAudio, looked up once: it sees the devices there were when it was opened. Streams must be gone before it is.
class AudioSystem {
 public:
  static Result<AudioSystem> open();
  AudioSystem(AudioSystem&&) noexcept;
  AudioSystem& operator=(AudioSystem&&) noexcept;
  ~AudioSystem();

  const std::vector<DeviceInfo>& devices() const { return devices_; }
  // Opens and starts. An error names what there is.
  Result<AudioStream> open_stream(const DeviceRequest& request, DeviceCallback callback);

 private:
  AudioSystem() = default;
  std::vector<DeviceInfo> devices_;
  bool open_ = false;
};

// The device a person means by `name`; the index into `devices`, or a sentence that lists what there is.
Result<size_t> find_device(const std::vector<DeviceInfo>& devices, const std::string& name);

// Opens the system, lists, closes. For the command line.
Result<std::vector<DeviceInfo>> list_devices();

}  // namespace headroom
