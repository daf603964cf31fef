#include "surfaces/strip_layer.h"

#include <algorithm>

namespace headroom {

StripLayer::StripLayer(const Table& table) {
  for (const StripKind kind : {kChannel, kGroup, kAux, kMatrix, kDca})
    for (int number = 1; number <= table.count_of(kind); ++number)
      strips_.push_back(table.strip_of(kind, number));
}

int StripLayer::strip_at(int place) const {
  const int index = first_ + place;
  return index >= 0 && index < size() ? strips_[static_cast<size_t>(index)] : -1;
}

int StripLayer::neighbour(int strip, int places) const {
  const auto found = std::find(strips_.begin(), strips_.end(), strip);
  if (found == strips_.end()) return -1;
  const int index = static_cast<int>(found - strips_.begin()) + places;
  return strips_[static_cast<size_t>(std::clamp(index, 0, size() - 1))];
}

void StripLayer::move(int strips) {
  const int target = std::max(0, first_ + strips);
  if (target < size()) first_ = target;
}

void StripLayer::go_to(int first) { first_ = std::clamp(first, 0, std::max(0, size() - 1)); }

}  // namespace headroom
