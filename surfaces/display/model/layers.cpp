#include "surfaces/display/model/layers.h"

#include <algorithm>

#include "console/dca.h"

namespace headroom::display {
namespace {

// One that holds more than lie side by side goes on as "USER 1 b", "USER 1 c"...
void add_user_layers(std::vector<Layer>& layers, const Table& table, int strips_per_layer,
                     std::span<const std::vector<std::string>> members) {
  for (size_t number = 0; number < members.size(); ++number) {
    std::vector<StripIndex> strips;
    for (size_t strip = 0; strip < table.strips().size(); ++strip)
      if (std::find(members[number].begin(), members[number].end(), table.strips()[strip].address) !=
          members[number].end())
        strips.push_back(static_cast<StripIndex>(strip));
    const auto a_layer = static_cast<size_t>(strips_per_layer);
    for (size_t first = 0; first < strips.size(); first += a_layer) {
      Layer layer{"USER " + std::to_string(number + 1), {}};
      if (first > 0) layer.label += std::string(" ") + static_cast<char>('a' + first / a_layer);
      const size_t last = std::min(strips.size(), first + a_layer);
      layer.strips.assign(strips.begin() + static_cast<std::ptrdiff_t>(first),
                          strips.begin() + static_cast<std::ptrdiff_t>(last));
      layers.push_back(std::move(layer));
    }
  }
}

}  // namespace

std::vector<Layer> make_layers(const Table& table, int strips_per_layer,
                               std::span<const std::vector<std::string>> members) {
  struct KindLabel {
    StripKind kind;
    const char* label;
    bool always_numbered;
  };
  constexpr KindLabel kOrder[] = {{kChannel, "IN", true},
                                  {kGroup, "GROUPS", false},
                                  {kAux, "AUX", false},
                                  {kMatrix, "MATRIX", false},
                                  {kDca, "DCA", false}};
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
  add_user_layers(layers, table, strips_per_layer, members);
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
