// What the desk's sources of sound are called on the screen: the inputs of the device, strips as keys of detectors, and
// the lanes that outputs carry. People name strips; an address is for files and the command line.
#pragma once

#include <string>
#include <vector>

#include "surfaces/display/model/desk_copy.h"

namespace headroom::display {

// "In 7", or "no input".
std::string input_name(float value);
// True when a device is there, and has no such input.
bool is_missing_input(const DeskStatus& status, float value);
// Inputs worth listing: those of the device, of the desk's channels when there is none, and all that any channel hears.
int inputs_to_list(const DeskCopy& desk);

// Every lane in use that an output can carry, what outputs carry most first: main, monitors, buses, then channels.
std::vector<StripSide> lanes_to_list(const Show& show);
// "L", "R" or a loudspeaker's name; "" for a strip of one lane.
std::string lane_word(const Table& table, StripSide side);
// "Main L R · L", "Aux 3"
std::string lane_name(const DeskCopy& desk, StripSide side);
// The lane a value of Unit::tap stands for, or "none".
std::string tap_name(const DeskCopy& desk, float value);
// The strip a value of Unit::key stands for, or "own".
std::string key_name(const DeskCopy& desk, float value);
// The scene a value of Unit::scene stands for, "12 Verse", or "none".
std::string scene_name(const DeskCopy& desk, float value);

}  // namespace headroom::display
