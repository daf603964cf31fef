#include "console/marker.h"

#include <cstdio>

#include "io/clock_text.h"

namespace headroom {

std::string marker_sentence(int number, int64_t unix_s, uint64_t frames, double sample_rate) {
  const auto ms = static_cast<uint64_t>(1000 * static_cast<double>(frames) / sample_rate);
  const auto part = [&](uint64_t unit_ms, uint64_t most) { return static_cast<int>(ms / unit_ms % most); };
  char into[32];
  std::snprintf(into, sizeof into, "%d:%02d:%02d.%03d", part(3'600'000, 1'000'000), part(60'000, 60), part(1000, 60),
                part(1, 1000));
  return "Marker " + std::to_string(number) + " at " + clock_text(unix_s) + ", " + into + " into the sound";
}

}  // namespace headroom
