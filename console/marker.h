// A marker: somebody's press that puts a numbered moment into the desk's log, to find it again in what was recorded.
#pragma once

#include <cstdint>
#include <string>

namespace headroom {

// "Marker 3 at 21:43:07, 1:02:03.456 into the sound": the time of day, and `frames` since the engine started.
std::string marker_sentence(int number, int64_t unix_s, uint64_t frames, double sample_rate);

}  // namespace headroom
