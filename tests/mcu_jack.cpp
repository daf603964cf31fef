#include "tests/mcu_jack.h"

#include <jack/midiport.h>

#include <algorithm>
#include <cerrno>
#include <cmath>

#include "io/monotonic.h"

namespace headroom {

McuJack::McuJack(const std::string& client_name, Ports ports) : name_(client_name) {
  const auto options = static_cast<jack_options_t>(JackNoStartServer | JackUseExactName);
  client_ = jack_client_open(client_name.c_str(), options, nullptr);
  ear_ = jack_client_open((client_name + "-in").c_str(), options, nullptr);
  if (!client_ || !ear_) return;
  const unsigned long socket = ports == Ports::hardware ? JackPortIsPhysical | JackPortIsTerminal : 0;
  midi_in_ = jack_port_register(ear_, "midi_in", JACK_DEFAULT_MIDI_TYPE, JackPortIsInput | socket, 0);
  midi_out_ = jack_port_register(client_, "midi_out", JACK_DEFAULT_MIDI_TYPE, JackPortIsOutput | socket, 0);
  audio_in_ = jack_port_register(ear_, "audio_in", JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput, 0);
  audio_out_ = jack_port_register(client_, "audio_out", JACK_DEFAULT_AUDIO_TYPE, JackPortIsOutput, 0);
  jack_set_process_callback(
      client_, [](jack_nframes_t frames, void* self) { return static_cast<McuJack*>(self)->speak(frames); }, this);
  jack_set_process_callback(
      ear_, [](jack_nframes_t frames, void* self) { return static_cast<McuJack*>(self)->hear(frames); }, this);
  jack_activate(client_);
  jack_activate(ear_);
}

McuJack::~McuJack() {
  if (ear_) jack_client_close(ear_);
  if (client_) jack_client_close(client_);
}

bool McuJack::connect(const std::string& from, const std::string& to) {
  const int status = jack_connect(client_, from.c_str(), to.c_str());
  return status == 0 || status == EEXIST;
}

bool McuJack::is_connected(const std::string& word) const {
  const jack_port_t* handle = jack_port_by_name(client_, port(word).c_str());
  return handle && jack_port_connected(handle) > 0;
}

void McuJack::make_line(const WireFaults& faults, unsigned seed) {
  to_box_ = FaultyWire(faults, seed);
  from_box_ = FaultyWire(faults, seed + 1);
}

void McuJack::live() {
  const int64_t now_ns = monotonic_ns();
  Message message;
  while (heard_.pop(message)) to_box_.send({message.bytes, message.bytes + message.size}, now_ns);
  for (const auto& bytes : to_box_.take(now_ns)) box_.receive(bytes);
  box_.advance(now_ns);
  for (const auto& bytes : box_.take_sent()) from_box_.send(bytes, now_ns);
  for (const auto& bytes : from_box_.take(now_ns)) {
    message.size = static_cast<uint8_t>(bytes.size());
    std::copy(bytes.begin(), bytes.end(), message.bytes);
    said_.push(message);
  }
}

void McuJack::listen() { listening_.store(Ear::awaits_move, std::memory_order_release); }

std::optional<uint32_t> McuJack::frames_to_sound() const {
  if (listening_.load(std::memory_order_acquire) != Ear::heard) return std::nullopt;
  return sounded_frame_ - moved_frame_;
}

int McuJack::speak(jack_nframes_t frames) {
  const jack_nframes_t now = jack_last_frame_time(client_);
  void* out = jack_port_get_buffer(midi_out_, frames);
  jack_midi_clear_buffer(out);
  Message message;
  while (said_.pop(message)) {
    jack_midi_event_write(out, 0, message.bytes, message.size);
    spoke_ns_.store(monotonic_ns(), std::memory_order_release);
    const bool is_move = (message.bytes[0] & 0xF0) == 0xE0;
    if (is_move && listening_.load(std::memory_order_acquire) == Ear::awaits_move) {
      moved_frame_ = now;
      listening_.store(Ear::awaits_sound, std::memory_order_release);
    }
  }

  auto* sound_out = static_cast<float*>(jack_port_get_buffer(audio_out_, frames));
  std::fill_n(sound_out, frames, 0.5f);
  return 0;
}

int McuJack::hear(jack_nframes_t frames) {
  void* in = jack_port_get_buffer(midi_in_, frames);
  jack_midi_event_t event;
  for (uint32_t i = 0; jack_midi_event_get(&event, in, i) == 0; ++i) {
    Message message;
    message.size = static_cast<uint8_t>(std::min(event.size, sizeof message.bytes));
    std::copy_n(event.buffer, message.size, message.bytes);
    heard_.push(message);
  }

  const jack_nframes_t now = jack_last_frame_time(ear_);
  const auto* sound_in = static_cast<const float*>(jack_port_get_buffer(audio_in_, frames));
  const auto* first = std::find_if(sound_in, sound_in + frames, [](float x) { return std::abs(x) > kSoundFloor; });
  const bool is_sounding = first != sound_in + frames;
  sounds_.store(is_sounding, std::memory_order_release);
  if (is_sounding && listening_.load(std::memory_order_acquire) == Ear::awaits_sound) {
    sounded_frame_ = now + static_cast<jack_nframes_t>(first - sound_in);
    listening_.store(Ear::heard, std::memory_order_release);
  }
  return 0;
}

}  // namespace headroom
