// What a control may be set to, in words: for lists, manuals, and for who asks what it is.
#pragma once

#include <string>

#include "console/table.h"

namespace headroom {

// "dB", "Hz", "on/off", "choice": every unit has a name, where unit_word() has only what is written behind numbers.
const char* unit_name(Unit unit);

// "-24.0 dB to 24.0 dB", "off, on", or the words of a choice.
std::string range_text(const Table& table, ControlId id);

}  // namespace headroom
