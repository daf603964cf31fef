// What MIDI ports are called, and what of that tells the box: systems number ports anew as boxes come and go.
#pragma once

#include <string>

namespace headroom {

struct MidiPortName {
  std::string name;   // what opens it
  std::string label;  // the name and what else the port is called, for people and for matching
  // False: another program's port. JACK's own drivers and a2jmidid mark what leads to a socket as JackPortIsPhysical;
  // of an ALSA port nobody knows.
  bool is_hardware = true;
};

std::string lower(std::string text);

// What tells which ports belong together: where a port has aliases (JACK numbers hardware through, and calls it by its
// name there), those, otherwise its name.
std::string telling_name(const MidiPortName& port);

// Sender and receiver ports of one box have the same key: what their names share when direction words are left out.
std::string pair_key(const std::string& port_name);

// What of a port's name is the same when the box is plugged in anew: without the numbers that JACK ("midi_capture_3")
// and ALSA (" 24:0") hand out as boxes come.
std::string lasting_name(const MidiPortName& port);

}  // namespace headroom
