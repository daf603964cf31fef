// The recording in words: how long, how much longer, and what was lost.
#pragma once

#include <string>

#include "surfaces/display/model/desk_copy.h"

namespace headroom::display {

// "0:12:03", of the take that runs or else of the last one.
std::string taken_text(const DeskCopy& desk);
// "3:12:40", what the disk has room for; "-" while nobody knows.
std::string left_text(const RecordStatus& recording);
// "512 lost".
std::string lost_text(const RecordStatus& recording);
// Whether a strip is recorded, or will be once the recorder runs.
bool is_armed(const DeskCopy& desk, StripIndex strip);

}  // namespace headroom::display
