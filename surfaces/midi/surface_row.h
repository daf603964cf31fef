// Boxes side by side: which strips of the window lie under which box. The order is the same however the boxes were
// plugged in.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "surfaces/midi/surface_device.h"

namespace headroom {

struct RowBox {
  std::string name;  // of its port
  const SurfaceDevice* device;
};

struct SurfaceRow {
  std::vector<int> offsets;  // box by box as given: strips of the window to its left
  int width;                 // strips of all boxes together: how far a bank moves
};

// From left to right: the boxes whose names have the words of `order` in them, word by word; then boxes with a main
// fader; then the rest; equals by their names. A box that follows the selection takes no strips of the window.
SurfaceRow row_of(std::span<const RowBox> boxes, std::span<const std::string> order);

}  // namespace headroom
