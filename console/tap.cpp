#include "console/tap.h"

namespace headroom {

std::optional<StripSide> tap_side(const Table& table, float value) {
  const int index = static_cast<int>(value) - 1;
  if (index < 0 || index / 2 >= static_cast<int>(table.strips().size())) return std::nullopt;
  const StripSide side{static_cast<StripIndex>(index / 2), index % 2};
  if (side.side >= side_count(table.strip(side.strip).kind)) return std::nullopt;
  return side;
}

std::string tap_text(const Table& table, float value) {
  const auto side = tap_side(table, value);
  if (!side) return "none";
  const DeskStrip& strip = table.strip(side->strip);
  if (side_count(strip.kind) == 1) return strip.address;
  return strip.address + (side->side == 0 ? "/left" : "/right");
}

Result<float> parse_tap(const Table& table, std::string_view text) {
  if (text == "none") return 0.0f;
  std::string_view address = text;
  const bool is_left = address.ends_with("/left"), is_right = address.ends_with("/right");
  if (is_left || is_right) address.remove_suffix(is_left ? 5 : 6);
  const auto strip = table.find_strip(address);
  const int sides = strip ? side_count(table.strip(*strip).kind) : 0;
  if (sides == 0 || (sides == 2) != (is_left || is_right))
    return Error{'"' + std::string(text) + "\" is no sound of this desk; right would be one like /main/left, /aux/01, /ch/07 or none"};
  return tap_value({*strip, is_right ? 1 : 0});
}

}  // namespace headroom
