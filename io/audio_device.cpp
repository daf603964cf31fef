#include "io/audio_device.h"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <iterator>

#include "io/jack_device.h"
#include "io/portaudio_device.h"

namespace headroom {
namespace {

// Looking costs: PortAudio opens every card for a moment, and a running JACK server gets a new client.
constexpr auto kBetweenPortAudioLooks = std::chrono::seconds(2);
constexpr auto kBetweenJackLooks = std::chrono::milliseconds(500);
constexpr auto kBetweenTries = std::chrono::milliseconds(500);  // to open what is there but refuses

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

bool names_host(const std::string& name, const char* host_api) {
  return lower(name).starts_with(lower(std::string(host_api) + ": "));
}

std::string sound_cards_now() {
  std::ifstream cards("/proc/asound/cards");
  return {std::istreambuf_iterator<char>(cards), std::istreambuf_iterator<char>()};
}

std::string listing(const std::vector<DeviceInfo>& devices) {
  if (devices.empty()) return "None is there, and no JACK server runs.";
  std::string text = "There is";
  for (size_t i = 0; i < devices.size(); ++i) text += (i == 0 ? " \"" : ", \"") + devices[i].full_name() + "\"";
  return text + ".";
}

}  // namespace

Result<size_t> find_device(const std::vector<DeviceInfo>& devices, const std::string& name) {
  if (name.empty()) {
    for (size_t i = 0; i < devices.size(); ++i)
      if (devices[i].is_default) return i;
    return Error{"This machine has no default sound card. " + listing(devices)};
  }
  const std::string wanted = lower(name);
  std::vector<size_t> exact, partial;
  for (size_t i = 0; i < devices.size(); ++i) {
    const std::string full = lower(devices[i].full_name());
    if (full == wanted) return i;
    if (lower(devices[i].name) == wanted) exact.push_back(i);
    if (full.find(wanted) != std::string::npos) partial.push_back(i);
  }
  if (exact.size() == 1) return exact[0];
  if (partial.size() == 1) return partial[0];
  if (partial.empty()) return Error{"There is no sound card \"" + name + "\". " + listing(devices)};
  std::vector<DeviceInfo> fitting;
  for (size_t i : partial) fitting.push_back(devices[i]);
  return Error{"\"" + name + "\" fits more than one sound card; write more of the name. " + listing(fitting)};
}

std::vector<std::string> shortfall_notes(const DeviceRequest& request, const StreamInfo& stream) {
  std::vector<std::string> notes;
  const auto compare = [&](int offered, int wanted, const char* kind, const char* Kind) {
    if (offered >= wanted) return;
    const std::string range = offered + 1 == wanted
                                  ? std::string(" ") + std::to_string(wanted) + " is silent."
                                  : "s " + std::to_string(offered + 1) + "-" + std::to_string(wanted) + " are silent.";
    notes.push_back("Sound card \"" + stream.device + "\" offers " + std::to_string(offered) + " " + kind +
                    (offered == 1 ? "" : "s") + "; the show patches " + std::to_string(wanted) + ". " + Kind + range);
  };
  compare(stream.inputs, request.inputs, "input", "Input");
  compare(stream.outputs, request.outputs, "output", "Output");
  if (stream.block_frames != request.block_frames)
    notes.push_back("Sound card \"" + stream.device + "\" runs in blocks of " + std::to_string(stream.block_frames) +
                    " frames; the show asks for " + std::to_string(request.block_frames) + ".");
  return notes;
}

void AudioDevices::look_at_jack(bool always) {
  const auto now = Clock::now();
  if (!always && now < next_jack_look_) return;
  jack_ = list_jack_devices();
  if (!jack_.empty()) next_jack_look_ = now + kBetweenJackLooks;  // asking for a server that is not there costs nothing
}

void AudioDevices::look_at_portaudio(bool always) {
  const auto now = Clock::now();
  const std::string cards = sound_cards_now();
  if (!always && now < next_portaudio_look_ && cards == sound_cards_) return;
  sound_cards_ = cards;
  portaudio_ = list_portaudio_devices();
  next_portaudio_look_ = now + kBetweenPortAudioLooks;
}

std::vector<DeviceInfo> AudioDevices::list(const AudioStream* running) {
  if (const auto beside = running ? running->devices_beside() : std::nullopt)
    jack_ = *beside;
  else
    look_at_jack(true);
  look_at_portaudio(true);
  std::vector<DeviceInfo> all = jack_;
  all.insert(all.end(), portaudio_.begin(), portaudio_.end());
  return all;
}

Result<std::unique_ptr<AudioStream>> AudioDevices::open(const DeviceRequest& request, const DeviceCallback& callback) {
  if (Clock::now() < next_try_ && request.name == refused_name_) return Error{refusal_};
  if (names_host(request.name, kJackHost)) {
    auto stream = open_jack_device(request, callback);
    if (stream && !*stream) return Error{find_device({}, request.name).error()};  // asking again costs nothing
    return remember(request, std::move(stream));
  }
  const bool never_jack = names_host(request.name, kAlsaHost);
  if (!never_jack) look_at_jack(false);
  look_at_portaudio(false);
  std::vector<DeviceInfo> candidates;
  if (!never_jack) candidates = jack_;
  candidates.insert(candidates.end(), portaudio_.begin(), portaudio_.end());
  const Result<size_t> found = find_device(candidates, request.name);
  if (!found) return Error{found.error()};
  DeviceRequest exact = request;
  exact.name = candidates[*found].full_name();
  if (names_host(exact.name, kJackHost)) return open(exact, callback);
  return remember(request, open_portaudio_device(candidates[*found], request, callback));
}

Result<std::unique_ptr<AudioStream>> AudioDevices::remember(const DeviceRequest& request,
                                                            Result<std::unique_ptr<AudioStream>> outcome) {
  if (outcome) {
    next_jack_look_ = next_portaudio_look_ = {};  // look afresh when this stream is lost
  } else {
    refused_name_ = request.name;
    refusal_ = outcome.error();
    next_try_ = Clock::now() + kBetweenTries;
  }
  return outcome;
}

}  // namespace headroom
