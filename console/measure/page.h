// The page of a measurement, for the archive: what a programme measures, as numbers and as graphs over its time.
#pragma once

#include <string>

#include "console/measure/programme_meters.h"
#include "io/png.h"

namespace headroom {

// `name` is the programme's. The meters were made with MeterChoice::spectrum.
Result<Picture> measurement_page(const std::string& name, const FileLayout& layout, const ProgrammeMeters& meters,
                                 double target_LUFS);

}  // namespace headroom
