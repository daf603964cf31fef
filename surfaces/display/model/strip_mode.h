// What the upper half of every strip on the mixer page shows (screen.md section 2). The lower half never changes.
#pragma once

#include <array>

namespace headroom::display {

enum class StripMode { input, dynamics, equaliser, sends, route, field };

struct StripModeName {
  StripMode mode;
  const char* label;  // as the layer bar writes it
};

// `sends` is the strip at a glance: a row of each, with the sends below.
inline constexpr std::array<StripModeName, 6> kStripModes{{{StripMode::input, "IN"},
                                                           {StripMode::dynamics, "DYN"},
                                                           {StripMode::equaliser, "EQ"},
                                                           {StripMode::sends, "SEND"},
                                                           {StripMode::route, "ROUTE"},
                                                           {StripMode::field, "FIELD"}}};

}  // namespace headroom::display
