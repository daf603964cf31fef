#include "surfaces/midi/jack_server_watch.h"

#include <unistd.h>

#include <string>

namespace headroom {

std::unique_ptr<JackServerWatch> JackServerWatch::attach() {
  // JACK's library writes to the terminal when it finds no server, and we ask again every second.
  jack_set_error_function([](const char*) {});
  jack_set_info_function([](const char*) {});
  jack_client_t* client =
      jack_client_open(("headroom-midi-watch-" + std::to_string(getpid())).c_str(), JackNoStartServer, nullptr);
  if (!client) return nullptr;
  std::unique_ptr<JackServerWatch> watch(new JackServerWatch(client));
  jack_on_shutdown(
      client, [](void* self) { static_cast<JackServerWatch*>(self)->alive_ = false; }, watch.get());
  jack_set_port_registration_callback(
      client, [](jack_port_id_t, int, void* self) { ++static_cast<JackServerWatch*>(self)->changes_; }, watch.get());
  jack_set_port_connect_callback(
      client, [](jack_port_id_t, jack_port_id_t, int, void* self) { ++static_cast<JackServerWatch*>(self)->changes_; },
      watch.get());
  if (jack_activate(client) != 0) return nullptr;
  return watch;
}

JackServerWatch::~JackServerWatch() { jack_client_close(client_); }

std::vector<MidiPortName> JackServerWatch::ports(unsigned long direction) const {
  std::vector<MidiPortName> found;
  const char** names = jack_get_ports(client_, nullptr, JACK_DEFAULT_MIDI_TYPE, direction);
  for (int i = 0; names && names[i]; ++i) {
    MidiPortName port{names[i], names[i]};
    // Hardware ports are called "system:midi_capture_1" and carry the device's name as an alias.
    std::string alias[2];
    for (std::string& text : alias) text.resize(static_cast<size_t>(jack_port_name_size()));
    char* aliases[] = {alias[0].data(), alias[1].data()};
    const jack_port_t* handle = jack_port_by_name(client_, names[i]);
    const int count = handle ? jack_port_get_aliases(handle, aliases) : 0;
    port.is_hardware = handle && (jack_port_flags(handle) & JackPortIsPhysical) != 0;
    for (int a = 0; a < count; ++a) port.label += std::string(" ") + aliases[a];
    found.push_back(port);
  }
  if (names) jack_free(names);
  return found;
}

std::vector<std::string> JackServerWatch::connections(const std::string& port) const {
  std::vector<std::string> found;
  const jack_port_t* handle = jack_port_by_name(client_, port.c_str());
  const char** names = handle ? jack_port_get_all_connections(client_, handle) : nullptr;
  for (int i = 0; names && names[i]; ++i) found.emplace_back(names[i]);
  if (names) jack_free(names);
  return found;
}

}  // namespace headroom
