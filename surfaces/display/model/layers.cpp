#include "surfaces/display/model/layers.h"

#include <algorithm>

#include "console/dca.h"

namespace headroom::display {

std::vector<Layer> make_layers(const Table& table, int strips_per_layer) {
  struct KindLabel {
    StripKind kind;
    const char* label;
    bool always_numbered;
  };
  constexpr KindLabel kOrder[] = {
      {kChannel, "IN", true}, {kGroup, "GROUPS", false}, {kAux, "AUX", false}, {kMatrix, "MATRIX", false}, {kDca, "DCA", false}};
  std::vector<Layer> layers;
  for (const KindLabel& kind : kOrder) {
    const int count = table.count_of(kind.kind);
    for (int first = 1; first <= count; first += strips_per_layer) {
      const int last = std::min(count, first + strips_per_layer - 1);
      Layer layer{kind.label, {}};
      if (kind.always_numbered || count > strips_per_layer)
        layer.label.append(" ").append(std::to_string(first)).append("–").append(std::to_string(last));
      for (int number = first; number <= last; ++number) layer.strips.push_back(table.strip_of(kind.kind, number));
      layers.push_back(std::move(layer));
    }
  }
  return layers;
}

Spill spill_of(const Show& show, StripIndex group, int strips_per_layer, int page) {
  const std::vector<StripIndex> members = members_of(show, group);
  const int count = static_cast<int>(members.size()), a_page = std::max(1, strips_per_layer - 1);
  Spill spill{.strips = {group}, .pages = std::max(1, (count + a_page - 1) / a_page), .members = count};
  spill.page = std::clamp(page, 0, spill.pages - 1);
  const int first = spill.page * a_page;
  spill.strips.insert(spill.strips.end(), members.begin() + first, members.begin() + std::min(count, first + a_page));
  return spill;
}

int layer_of(const std::vector<Layer>& layers, StripIndex strip) {
  for (size_t i = 0; i < layers.size(); ++i)
    if (std::find(layers[i].strips.begin(), layers[i].strips.end(), strip) != layers[i].strips.end())
      return static_cast<int>(i);
  return -1;
}

}  // namespace headroom::display
