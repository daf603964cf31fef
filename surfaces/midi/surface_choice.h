// Which driver a box gets, by the name of its MIDI port: that of a known device (Mackie Control, HUI), or a map for
// what speaks plain MIDI.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "surfaces/midi/key_plan.h"
#include "surfaces/midi/midi_map.h"
#include "surfaces/midi/surface_device.h"
#include "surfaces/midi/surface_driver.h"

namespace headroom {

// What a person has set up for their boxes.
struct SurfaceSettings {
  KeyPlan plan = default_key_plan();
  std::vector<MidiMap> maps = built_in_maps();  // own maps first: of equals the first counts
  size_t own_maps = 0;
};

struct SurfaceChoice {
  const SurfaceDevice* device = nullptr;  // nullptr with a map
  const MidiMap* map = nullptr;
  int bytes_per_second = 0;  // what the line to it is given at most
  bool is_named = false;     // the settings speak of this port
};

// Nothing in it when the port looks like no surface. A map counts where no device fits, and where the settings say that
// the box speaks plain MIDI; a box on a DIN cable whose port tells nothing is a Mackie Control. Both live as long as
// `settings` and the program.
SurfaceChoice choose_surface(std::string_view port_name, const SurfaceSettings& settings);

// Reads the settings file and the maps of a folder. What is not there is as the program brings it; a sentence for every
// file and line that was not taken.
std::vector<std::string> read_surface_settings(const std::string& settings_path, const std::string& maps_folder,
                                               SurfaceSettings& settings);

// Why keys and own maps do less on this desk than they say, in sentences.
std::vector<std::string> misfits_of(const SurfaceSettings& settings, const Table& table);

// Another number whenever one of those files has come, gone or changed.
uint64_t settings_stamp(const std::string& settings_path, const std::string& maps_folder);

}  // namespace headroom
