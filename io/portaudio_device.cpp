#include "io/portaudio_device.h"

#include <alsa/asoundlib.h>
#include <jack/jack.h>
#include <pa_jack.h>
#include <pa_linux_alsa.h>
#include <portaudio.h>

#include <algorithm>
#include <atomic>
#include <string>
#include <string_view>

#include "io/jack_device.h"

namespace headroom {
namespace {

// A machine without some of ALSA's usual names is no error of ours: ALSA's complaints stay off the terminal.
void keep_quiet(const char*, int, const char*, int, const char*, ...) {}

// PortAudio 19.6 ends the program by an assertion where ALSA's configuration names no device at all.
bool alsa_names_devices() {
  snd_config_t* devices = nullptr;
  return snd_config_update() >= 0 && snd_config && snd_config_search(snd_config, "pcm", &devices) >= 0;
}

// ALSA's device "jack", as its plug-ins come with it, is JACK by a back door: each question makes one more client of
// this process. Where the server dies in the middle of one, libjack 1.9.21 frees the clients that run, ours among them.
// PortAudio, which asks all devices there are, does not get to see it. What somebody has configured by another name is
// left alone.
void hide_jack_of_alsa() {
  snd_config_t *device = nullptr, *type = nullptr;
  const char* word = nullptr;
  if (snd_config_search(snd_config, "pcm.jack", &device) >= 0 && snd_config_search(device, "type", &type) >= 0 &&
      snd_config_get_string(type, &word) >= 0 && std::string_view(word) == "jack")
    snd_config_delete(device);
}

// PortAudio for as long as this lives.
class Session {
 public:
  Session() {
    snd_lib_error_set_handler(keep_quiet);
    keep_jack_quiet();
    // A client name of the full length passes PortAudio and is refused by libjack: PortAudio stays away from
    // JACK.
    static const std::string refused(static_cast<size_t>(jack_client_name_size()), '-');
    PaJack_SetClientName(refused.c_str());
    if (!alsa_names_devices()) return;
    hide_jack_of_alsa();
    open_ = Pa_Initialize() == paNoError;
  }
  ~Session() {
    if (open_) Pa_Terminate();
  }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  bool is_open() const { return open_; }

 private:
  bool open_ = false;
};

PaStreamParameters planar_float(PaDeviceIndex device, int channels, double latency_s) {
  return {device, channels, paFloat32 | paNonInterleaved, latency_s, nullptr};
}

const char* host_name(const PaDeviceInfo& device) {
  const PaHostApiInfo& host = *Pa_GetHostApiInfo(device.hostApi);
  return host.type == paALSA ? kAlsaHost : host.name;
}

std::vector<double> accepted_rates(PaDeviceIndex device, const PaDeviceInfo& info) {
  const auto in = planar_float(device, info.maxInputChannels, info.defaultLowInputLatency);
  const auto out = planar_float(device, info.maxOutputChannels, info.defaultLowOutputLatency);
  std::vector<double> rates;
  for (double rate : kUsualRates)
    if (Pa_IsFormatSupported(info.maxInputChannels > 0 ? &in : nullptr, info.maxOutputChannels > 0 ? &out : nullptr,
                             rate) == paFormatIsSupported)
      rates.push_back(rate);
  return rates;
}

// Numbers change whenever PortAudio looks again, names stay. paNoDevice when it is gone.
PaDeviceIndex number_of(const DeviceInfo& device) {
  for (PaDeviceIndex i = 0; i < Pa_GetDeviceCount(); ++i) {
    const PaDeviceInfo& info = *Pa_GetDeviceInfo(i);
    if (device.name == info.name && device.host_api == host_name(info)) return i;
  }
  return paNoDevice;
}

std::vector<DeviceInfo> devices_of(const Session& session) {
  std::vector<DeviceInfo> devices;
  for (PaDeviceIndex i = 0; session.is_open() && i < Pa_GetDeviceCount(); ++i) {
    const PaDeviceInfo& info = *Pa_GetDeviceInfo(i);
    DeviceInfo device;
    device.name = info.name;
    device.host_api = host_name(info);
    device.inputs = info.maxInputChannels;
    device.outputs = info.maxOutputChannels;
    device.default_rate = info.defaultSampleRate;
    device.rates = accepted_rates(i, info);
    device.input_latency_ms = 1000 * info.defaultLowInputLatency;
    device.output_latency_ms = 1000 * info.defaultLowOutputLatency;
    device.is_default = i == Pa_GetHostApiInfo(info.hostApi)->defaultOutputDevice;
    devices.push_back(std::move(device));
  }
  return devices;
}

class PortAudioStream final : public AudioStream {
 public:
  explicit PortAudioStream(const DeviceCallback& callback) : callback_(callback) {}
  ~PortAudioStream() override {
    if (stream_) Pa_CloseStream(stream_);
  }
  bool is_alive() const override { return alive_.load(std::memory_order_acquire) && Pa_IsStreamActive(stream_) == 1; }
  StreamLatency latency() const override {
    const PaStreamInfo& reported = *Pa_GetStreamInfo(stream_);
    return {.input_ms = 1000 * reported.inputLatency, .output_ms = 1000 * reported.outputLatency};
  }

  Outcome start(const DeviceInfo& device, const DeviceRequest& request);

 private:
  static int process(const void* in, void* out, unsigned long frames, const PaStreamCallbackTimeInfo*,
                     PaStreamCallbackFlags flags, void* self);
  static void finished(void* self);

  Session session_;
  DeviceCallback callback_;
  PaStream* stream_ = nullptr;
  std::atomic<bool> alive_{true};
};

int PortAudioStream::process(const void* in, void* out, unsigned long frames, const PaStreamCallbackTimeInfo*,
                             PaStreamCallbackFlags flags, void* self) {
  const auto& stream = *static_cast<PortAudioStream*>(self);
  constexpr PaStreamCallbackFlags kLost = paInputUnderflow | paInputOverflow | paOutputUnderflow | paOutputOverflow;
  stream.callback_.process(stream.callback_.user, {.in = static_cast<const float* const*>(in),
                                                   .inputs = stream.info_.inputs,
                                                   .out = static_cast<float* const*>(out),
                                                   .outputs = stream.info_.outputs,
                                                   .frames = static_cast<int>(frames),
                                                   .xrun = (flags & kLost) != 0});
  return paContinue;
}

void PortAudioStream::finished(void* self) {
  auto* stream = static_cast<PortAudioStream*>(self);
  stream->alive_.store(false, std::memory_order_release);
  stream->callback_.gone(stream->callback_.user);
}

Outcome PortAudioStream::start(const DeviceInfo& device, const DeviceRequest& request) {
  const PaDeviceIndex number = session_.is_open() ? number_of(device) : paNoDevice;
  if (number == paNoDevice) return Error{"Sound card \"" + device.full_name() + "\" is gone."};

  info_.device = device.full_name();
  info_.host_api = device.host_api;
  info_.inputs = std::min(device.inputs, request.inputs);
  info_.outputs = std::min(device.outputs, request.outputs);
  info_.block_frames = request.block_frames;
  // Two blocks of buffer in each direction: one with the card, one with us.
  const double latency_s = 2.0 * request.block_frames / request.sample_rate;
  const auto in = planar_float(number, info_.inputs, latency_s);
  const auto out = planar_float(number, info_.outputs, latency_s);
  const PaError opened =
      Pa_OpenStream(&stream_, info_.inputs > 0 ? &in : nullptr, info_.outputs > 0 ? &out : nullptr, request.sample_rate,
                    static_cast<unsigned long>(request.block_frames), paClipOff | paDitherOff, process, this);
  const auto failure = [&](PaError code) {
    return Error{"Sound card \"" + info_.device + "\" does not open at " +
                 std::to_string(static_cast<long>(request.sample_rate)) + " Hz with " +
                 std::to_string(request.block_frames) + " frames a block: " + Pa_GetErrorText(code) + "."};
  };
  if (opened != paNoError) {
    stream_ = nullptr;
    return failure(opened);
  }
  Pa_SetStreamFinishedCallback(stream_, finished);
  if (info_.host_api == kAlsaHost) PaAlsa_EnableRealtimeScheduling(stream_, 1);
  if (const PaError started = Pa_StartStream(stream_); started != paNoError) return failure(started);
  info_.sample_rate = Pa_GetStreamInfo(stream_)->sampleRate;
  info_.notes = shortfall_notes(request, info_);
  return {};
}

}  // namespace

std::vector<DeviceInfo> list_portaudio_devices() { return devices_of(Session()); }

Result<std::unique_ptr<AudioStream>> open_portaudio_device(const DeviceInfo& device, const DeviceRequest& request,
                                                           const DeviceCallback& callback) {
  auto stream = std::make_unique<PortAudioStream>(callback);
  if (const Outcome started = stream->start(device, request); !started) return Error{started.error()};
  return std::unique_ptr<AudioStream>(std::move(stream));
}

}  // namespace headroom
