// The MIDI ports of this machine, as headroom-midi sees them: MIDI is its business, so it is asked.
#pragma once

#include <string>
#include <vector>

#include "io/result.h"

namespace headroom {

struct MidiPort {
  std::string name;       // "X-Touch MIDI 1"
  std::string api;        // "ALSA", "JACK"
  std::string direction;  // "input" or "output"
};

Result<std::vector<MidiPort>> midi_ports();

}  // namespace headroom
