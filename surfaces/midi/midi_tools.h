// What headroom-midi does beside serving boxes: it lists them, prints what goes over their lines, and learns maps.
#pragma once

#include <string>

#include "surfaces/midi/midi_ports.h"
#include "surfaces/midi/surface_choice.h"

namespace headroom {

// The ports that are there, and which driver each would get. Exit status.
int list_ports(const PortChoice& choice, const SurfaceSettings& settings, int wake, bool as_json);

// The boxes, devices and maps this program knows, as JSON: what `headroom surfaces` prints; and, where `desk` runs,
// what of the settings and own maps does less on it than it says. Exit status.
int list_known(const PortChoice& choice, const SurfaceSettings& settings, int wake, const std::string& desk);

// Every message of the headroom-midi that serves `desk`, one line each, until `stop`. Exit status.
int monitor(const std::string& desk, const volatile int& stop);

// Learns into the map at `path` (made when it is not there) until `stop`; refuses at once when no such port or folder
// is there. Exit status.
int learn(const std::string& desk, const std::string& path, const PortChoice& choice, int wake,
          const volatile int& stop);

}  // namespace headroom
