// Layers: which strips lie side by side. Made from the desk's plan and the number of strips the user wants to see.
#pragma once

#include <string>
#include <vector>

#include "console/table.h"

namespace headroom::display {

struct Layer {
  std::string label;               // "IN 1–16", "GROUPS"
  std::vector<StripIndex> strips;  // at most the number asked for
};

std::vector<Layer> make_layers(const Table& table, int strips_per_layer);

// The layer that holds a strip; -1 when none does (main, monitor).
int layer_of(const std::vector<Layer>& layers, StripIndex strip);

}  // namespace headroom::display
