// Times of day and lengths of time for people.
#pragma once

#include <cstdint>
#include <string>

namespace headroom {

// "21:43:07", local time, of a moment in seconds since 1970.
std::string clock_text(int64_t unix_s);

// "1:02:03", or "3:07" below an hour, of 0 and more seconds.
std::string length_text(double seconds);

// "0:12:03": always with its hours, so that what counts on stays as wide as it is.
std::string counter_text(int64_t seconds);

}  // namespace headroom
