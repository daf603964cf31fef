#include "surfaces/strip_layer.h"

#include <algorithm>
#include <utility>

namespace headroom {

StripLayer::StripLayer(const Table& table) {
  for (const StripKind kind : {kChannel, kGroup, kAux, kMatrix, kDca})
    for (int number = 1; number <= table.count_of(kind); ++number) strips_.push_back(table.strip_of(kind, number));
}

int StripLayer::strip_at(int place) const {
  const int index = first_ + place;
  return index >= 0 && index < size() ? shown()[static_cast<size_t>(index)] : -1;
}

void StripLayer::show_only(const std::vector<StripIndex>& strips) {
  if (!some_) first_of_all_ = std::exchange(first_, 0);
  some_ = strips;
  go_to(first_);
}

void StripLayer::show_all() {
  if (!some_) return;
  some_.reset();
  go_to(first_of_all_);
}

int StripLayer::place_of(int strip) const {
  const auto found = std::find(strips_.begin(), strips_.end(), strip);
  return found == strips_.end() ? -1 : static_cast<int>(found - strips_.begin());
}

int StripLayer::neighbour(int strip, int places) const {
  const int place = place_of(strip);
  return place < 0 ? -1
                   : strips_[static_cast<size_t>(std::clamp(place + places, 0, static_cast<int>(strips_.size()) - 1))];
}

void StripLayer::move(int strips) {
  const int target = std::max(0, first_ + strips);
  if (target < size()) first_ = target;
}

void StripLayer::go_to_strip(StripIndex strip) {
  show_all();
  if (const int place = place_of(strip); place >= 0) first_ = place;
}

void StripLayer::go_to(int first) { first_ = std::clamp(first, 0, std::max(0, size() - 1)); }

}  // namespace headroom
