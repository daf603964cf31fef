#include "surfaces/display/draw/live_picture.h"

#include <algorithm>

namespace headroom::display {

const std::array<Rgba, 256>& phosphor() {
  static const std::array<Rgba, 256> kLight = [] {
    std::array<Rgba, 256> light{};
    const auto& stops = theme::kPhosphor;
    for (size_t i = 0; i < light.size(); ++i) {
      const float place = static_cast<float>(i) / 255.0f * static_cast<float>(stops.size() - 1);
      const size_t from = std::min(static_cast<size_t>(place), stops.size() - 2);
      const float share = place - static_cast<float>(from);
      Rgba mixed = 0xFF000000;
      for (int shift = 0; shift < 24; shift += 8) {
        const auto a = static_cast<float>(stops[from] >> shift & 0xFF),
                   b = static_cast<float>(stops[from + 1] >> shift & 0xFF);
        mixed |= static_cast<Rgba>(a + share * (b - a) + 0.5f) << shift;
      }
      light[i] = mixed;
    }
    return light;
  }();
  return kLight;
}

}  // namespace headroom::display
