// What an output can carry: one side of any strip that has sound, written by its address - "/main/left",
// "/main/left-top-front", "/aux/03", "/ch/07". As a number it is 0 for none, else 1 + 16 * strip + side, on one desk
// only; files hold the address.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "console/table.h"
#include "io/result.h"

namespace headroom {

inline constexpr int kTapSides = 16;
static_assert(kLoudspeakers <= kTapSides);
inline float tap_value(StripSide side) { return static_cast<float>(1 + kTapSides * side.strip + side.side); }
// None for "none", and for what is no lane of sound on this desk.
std::optional<StripSide> tap_side(const Table& table, float value);

std::string tap_text(const Table& table, float value);
// The side of a strip that has several must be said; the error says what would be right.
Result<float> parse_tap(const Table& table, std::string_view text);

}  // namespace headroom
