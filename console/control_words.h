// What a control, and a gesture that began with it, is called where people read of it away from the control itself: in
// the undo list, and in what the desk says of an undo.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "console/table.h"

namespace headroom {

// A strip's present name, as the desk or a client of it knows it.
using StripNames = std::function<std::string(StripIndex)>;

// The strip that a repeated control leads to or belongs to: an aux, a DCA. None where its number is no strip's.
std::optional<StripIndex> strip_of_repeat(const Table& table, const ControlRow& row, int repeat);

// What the number of a repeated control stands for: "Mon 1" for a send, "1.25k" for a band, "B" for loudspeakers, "3"
// for a link group. Empty for what there is once.
std::string part_words(const Table& table, ControlId id, const StripNames& name_of);

// "Lead Vox Fader", "Lead Vox Send level to Mon 1".
std::string control_words(const Table& table, ControlId id, const StripNames& name_of);

// What a gesture moved: "Lead Vox Fader", "Kick Mute and 63 more".
std::string gesture_words(const Table& table, ControlId first, size_t controls, const StripNames& name_of);

}  // namespace headroom
