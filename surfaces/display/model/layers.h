// Layers: which strips lie side by side. Made from the desk's plan and the number of strips the user wants to see.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "console/show.h"

namespace headroom::display {

struct Layer {
  std::string label;               // "IN 1–16", "GROUPS"
  std::vector<StripIndex> strips;  // at most the number asked for
};

// Kind by kind, then those the user made: `members` of each by their addresses. Strips that this desk lacks are left
// out, and so are layers without a strip.
std::vector<Layer> make_layers(const Table& table, int strips_per_layer,
                               std::span<const std::vector<std::string>> members = {});

// A DCA or mute group and the strips that were put into it, `strips_per_layer` at once: page 0, 1... of them. Whose
// members they are stands first on every page.
struct Spill {
  std::vector<StripIndex> strips;
  int page = 0, pages = 1;  // the page asked for, or the last there is
  int members = 0;
};
Spill spill_of(const Show& show, StripIndex group, int strips_per_layer, int page);

// The layer that holds a strip; -1 when none does (main, monitor).
int layer_of(const std::vector<Layer>& layers, StripIndex strip);

}  // namespace headroom::display
