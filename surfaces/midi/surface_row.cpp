#include "surfaces/midi/surface_row.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace headroom {
namespace {

constexpr int kWidthOfNoBox = 8;

// The longest word that fits decides, so that "X-Touch-Ext, X-Touch" tells an extender from the main box.
size_t wish(const RowBox& box, std::span<const std::string> order) {
  size_t place = order.size(), longest = 0;
  for (size_t i = 0; i < order.size(); ++i)
    if (order[i].size() > longest && box.name.find(order[i]) != box.name.npos) {
      place = i;
      longest = order[i].size();
    }
  return place;
}

}  // namespace

SurfaceRow row_of(std::span<const RowBox> boxes, std::span<const std::string> order) {
  std::vector<size_t> row(boxes.size());
  std::iota(row.begin(), row.end(), size_t{0});
  const auto rank = [&](size_t i) {
    return std::make_tuple(wish(boxes[i], order), !boxes[i].device->main_fader, std::string_view(boxes[i].name));
  };
  std::stable_sort(row.begin(), row.end(), [&](size_t a, size_t b) { return rank(a) < rank(b); });
  SurfaceRow placed{std::vector<int>(boxes.size()), 0};
  for (const size_t i : row) {
    placed.offsets[i] = placed.width;
    if (!boxes[i].device->follows_selection) placed.width += boxes[i].device->strips();
  }
  if (placed.width == 0) placed.width = kWidthOfNoBox;
  return placed;
}

}  // namespace headroom
