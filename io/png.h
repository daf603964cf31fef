// Pictures as PNG files, 8 bits of red, green and blue.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "io/result.h"

namespace headroom {

struct Picture {
  int width = 0, height = 0;
  std::vector<uint8_t> rgb;  // rows from the top, three bytes a pixel
};

// Whole or not at all; an old file stays when anything goes wrong.
Outcome write_png(const std::string& path, const Picture& picture);
Result<Picture> read_png(const std::string& path);

}  // namespace headroom
