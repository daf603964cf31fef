#include "io/jack_device.h"

#include <jack/jack.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <cstdlib>
#include <string>

namespace headroom {
namespace {

constexpr int kMaxJackChannels = 128;

struct ClientCloser {
  void operator()(jack_client_t* client) const { jack_client_close(client); }
};
using Client = std::unique_ptr<jack_client_t, ClientCloser>;

// Null when no server runs.
Client open_client(const char* name) {
  keep_jack_quiet();
  return Client(jack_client_open(name, JackNoStartServer, nullptr));
}

// Full names of a JACK client's audio ports ("system:capture_1"), in the server's order; `flags` as
// JackPortFlags.
std::vector<std::string> audio_ports(jack_client_t* client, const std::string& of_client, unsigned long flags) {
  std::vector<std::string> names;
  const char** ports = jack_get_ports(client, nullptr, JACK_DEFAULT_AUDIO_TYPE, flags);
  for (const char** port = ports; port && *port; ++port)
    if (std::string(*port).starts_with(of_client + ":")) names.emplace_back(*port);
  jack_free(ports);
  return names;
}

double latency_ms(jack_client_t* client, jack_port_t* port, jack_latency_callback_mode_t mode) {
  jack_latency_range_t range{};
  jack_port_get_latency_range(port, mode, &range);
  return 1000.0 * range.max / jack_get_sample_rate(client);
}

std::vector<DeviceInfo> devices_of(jack_client_t* client) {
  std::vector<std::string> names;
  for (unsigned long flags : {static_cast<unsigned long>(JackPortIsPhysical), 0UL}) {
    const char** ports = jack_get_ports(client, nullptr, JACK_DEFAULT_AUDIO_TYPE, flags);
    for (const char** port = ports; port && *port; ++port) {
      const std::string full = *port;
      const std::string name = full.substr(0, full.find(':'));
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
    jack_free(ports);
  }
  const double rate = jack_get_sample_rate(client);
  std::vector<DeviceInfo> devices;
  for (const std::string& name : names) {
    DeviceInfo device;
    device.name = name;
    device.host_api = kJackHost;
    const auto captures = audio_ports(client, name, JackPortIsOutput);
    const auto playbacks = audio_ports(client, name, JackPortIsInput);
    device.inputs = static_cast<int>(captures.size());
    device.outputs = static_cast<int>(playbacks.size());
    device.default_rate = rate;
    device.rates = {rate};  // a server has one rate
    const auto of_first = [&](const std::vector<std::string>& ports, jack_latency_callback_mode_t mode) {
      return ports.empty() ? 0 : latency_ms(client, jack_port_by_name(client, ports[0].c_str()), mode);
    };
    device.input_latency_ms = of_first(captures, JackCaptureLatency);
    device.output_latency_ms = of_first(playbacks, JackPlaybackLatency);
    device.is_default = devices.empty();
    devices.push_back(std::move(device));
  }
  return devices;
}

class JackStream final : public AudioStream {
 public:
  JackStream(Client client, const DeviceCallback& callback) : client_(std::move(client)), callback_(callback) {}
  ~JackStream() override { client_.reset(); }  // ends the callbacks before the rest goes
  bool is_alive() const override { return alive_.load(std::memory_order_acquire); }
  StreamLatency latency() const override;

  Outcome start(const DeviceInfo& device, const DeviceRequest& request);
  // A second client whose server dies while it joins would take this one along (libjack 1.9.21).
  std::optional<std::vector<DeviceInfo>> devices_beside() const override {
    return is_alive() ? devices_of(client_.get()) : std::vector<DeviceInfo>{};
  }

 private:
  int process(jack_nframes_t frames);
  void lose();
  Outcome connect(const DeviceInfo& device);

  Client client_;
  DeviceCallback callback_;
  std::vector<jack_port_t*> inputs_, outputs_;
  jack_port_t* capture_ = nullptr;   // the device's first; null where it has none
  jack_port_t* playback_ = nullptr;  // likewise
  std::array<const float*, kMaxJackChannels> in_{};
  std::array<float*, kMaxJackChannels> out_{};
  std::atomic<bool> alive_{true};
  std::atomic<bool> xrun_{false};
};

int JackStream::process(jack_nframes_t frames) {
  for (size_t i = 0; i < inputs_.size(); ++i)
    in_[i] = static_cast<const float*>(jack_port_get_buffer(inputs_[i], frames));
  for (size_t i = 0; i < outputs_.size(); ++i) out_[i] = static_cast<float*>(jack_port_get_buffer(outputs_[i], frames));
  callback_.process(callback_.user, {.in = in_.data(),
                                     .inputs = static_cast<int>(inputs_.size()),
                                     .out = out_.data(),
                                     .outputs = static_cast<int>(outputs_.size()),
                                     .frames = static_cast<int>(frames),
                                     .xrun = xrun_.exchange(false, std::memory_order_relaxed)});
  return 0;
}

void JackStream::lose() {
  alive_.store(false, std::memory_order_release);
  callback_.gone(callback_.user);
}

Outcome JackStream::start(const DeviceInfo& device, const DeviceRequest& request) {
  jack_client_t* client = client_.get();
  const double rate = jack_get_sample_rate(client);
  if (std::abs(rate - request.sample_rate) > 0.5)
    return Error{"JACK runs at " + std::to_string(std::lround(rate)) + " Hz; the show needs " +
                 std::to_string(std::lround(request.sample_rate)) + " Hz. Restart JACK at the show's rate."};
  info_.device = device.full_name();
  info_.host_api = kJackHost;
  info_.sample_rate = rate;
  info_.block_frames = static_cast<int>(jack_get_buffer_size(client));
  info_.inputs = std::min({device.inputs, request.inputs, kMaxJackChannels});
  info_.outputs = std::min({device.outputs, request.outputs, kMaxJackChannels});

  const auto add_ports = [&](std::vector<jack_port_t*>& ports, int count, const char* prefix, unsigned long flags) {
    for (int i = 1; i <= count; ++i) {
      const std::string name = prefix + std::to_string(i);
      jack_port_t* port = jack_port_register(client, name.c_str(), JACK_DEFAULT_AUDIO_TYPE, flags, 0);
      if (!port) return false;
      ports.push_back(port);
    }
    return true;
  };
  if (!add_ports(inputs_, info_.inputs, "in_", JackPortIsInput) ||
      !add_ports(outputs_, info_.outputs, "out_", JackPortIsOutput))
    return Error{"JACK has no room for " + std::to_string(info_.inputs + info_.outputs) +
                 " more ports; start it with a larger --port-max."};

  jack_set_process_callback(
      client, [](jack_nframes_t frames, void* self) { return static_cast<JackStream*>(self)->process(frames); }, this);
  jack_on_info_shutdown(
      client, [](jack_status_t, const char*, void* self) { static_cast<JackStream*>(self)->lose(); }, this);
  jack_set_xrun_callback(
      client,
      [](void* self) {
        static_cast<JackStream*>(self)->xrun_.store(true, std::memory_order_relaxed);
        return 0;
      },
      this);
  if (jack_activate(client) != 0) return Error{"JACK's server refused to start the client \"headroom\"."};
  if (Outcome connected = connect(device); !connected) return connected;
  info_.notes = shortfall_notes(request, info_);
  return {};
}

Outcome JackStream::connect(const DeviceInfo& device) {
  const auto captures = audio_ports(client_.get(), device.name, JackPortIsOutput);
  const auto playbacks = audio_ports(client_.get(), device.name, JackPortIsInput);
  if (!captures.empty()) capture_ = jack_port_by_name(client_.get(), captures[0].c_str());
  if (!playbacks.empty()) playback_ = jack_port_by_name(client_.get(), playbacks[0].c_str());
  bool done = true;
  for (size_t i = 0; i < std::min(inputs_.size(), captures.size()); ++i)
    done &= jack_connect(client_.get(), captures[i].c_str(), jack_port_name(inputs_[i])) == 0;
  for (size_t i = 0; i < std::min(outputs_.size(), playbacks.size()); ++i)
    done &= jack_connect(client_.get(), jack_port_name(outputs_[i]), playbacks[i].c_str()) == 0;
  if (!done) return Error{"JACK's server refused to connect \"headroom\" with \"" + device.full_name() + "\"."};
  return {};
}

// Asked of the device's own ports: those of this client know it only blocks after the graph has changed.
StreamLatency JackStream::latency() const {
  if (!is_alive()) return {};
  const auto of_port = [&](jack_port_t* port, jack_latency_callback_mode_t mode) {
    return port ? latency_ms(client_.get(), port, mode) : 0;
  };
  return {.input_ms = of_port(capture_, JackCaptureLatency), .output_ms = of_port(playback_, JackPlaybackLatency)};
}

}  // namespace

void keep_jack_quiet() {
  jack_set_error_function([](const char*) {});
  jack_set_info_function([](const char*) {});
}

std::vector<DeviceInfo> list_jack_devices() {
  const Client client = open_client("headroom-list");
  return client ? devices_of(client.get()) : std::vector<DeviceInfo>{};
}

Result<std::unique_ptr<AudioStream>> open_jack_device(const DeviceRequest& request, const DeviceCallback& callback) {
  Client client = open_client("headroom");
  if (!client) return std::unique_ptr<AudioStream>();
  const std::vector<DeviceInfo> devices = devices_of(client.get());
  const Result<size_t> found = find_device(devices, request.name);
  if (!found) return Error{found.error()};
  auto stream = std::make_unique<JackStream>(std::move(client), callback);
  if (const Outcome started = stream->start(devices[*found], request); !started) return Error{started.error()};
  return std::unique_ptr<AudioStream>(std::move(stream));
}

}  // namespace headroom
