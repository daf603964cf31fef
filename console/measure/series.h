// The readings of a programme over time, as text for a spreadsheet: comma-separated values, ten rows a second, a
// heading with names and units. What is silent or not there is an empty field.
#pragma once

#include <string>

#include "console/measure/programme_meters.h"

namespace headroom {

std::string series_csv(const ProgrammeMeters& meters);

}  // namespace headroom
