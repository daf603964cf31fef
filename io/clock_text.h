// A time of day for people.
#pragma once

#include <cstdint>
#include <string>

namespace headroom {

// "21:43:07", local time, of a moment in seconds since 1970.
std::string clock_text(int64_t unix_s);

}  // namespace headroom
