#include "console/tap.h"

#include <algorithm>

namespace headroom {

std::optional<StripSide> tap_side(const Table& table, float value) {
  const int index = static_cast<int>(value) - 1;
  if (index < 0 || index / kTapSides >= static_cast<int>(table.strips().size())) return std::nullopt;
  const StripSide side{static_cast<StripIndex>(index / kTapSides), index % kTapSides};
  if (side.side >= side_count(table.strip(side.strip).kind)) return std::nullopt;
  return side;
}

std::string tap_text(const Table& table, float value) {
  const auto side = tap_side(table, value);
  if (!side) return "none";
  const DeskStrip& strip = table.strip(side->strip);
  if (side_count(strip.kind) == 1) return strip.address;
  return strip.address + '/' + loudspeaker_word(loudspeaker_at(side->side));
}

Result<float> parse_tap(const Table& table, std::string_view text) {
  if (text == "none") return 0.0f;
  const std::string_view address = text.substr(0, text.rfind('/')),
                         word = text.substr(std::min(address.size() + 1, text.size()));
  if (const auto strip = table.find_strip(text); strip && side_count(table.strip(*strip).kind) == 1)
    return tap_value({*strip, 0});
  if (const auto strip = table.find_strip(address); strip && side_count(table.strip(*strip).kind) > 1)
    for (int side = 0; side < side_count(table.strip(*strip).kind); ++side)
      if (word == loudspeaker_word(loudspeaker_at(side))) return tap_value({*strip, side});
  return Error{'"' + std::string(text) +
               "\" is no sound of this desk; right would be one like /main/left, /aux/01, /ch/07 or none"};
}

}  // namespace headroom
