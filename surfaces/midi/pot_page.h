// What the pots of a surface can stand for: pages of parameters, gathered from the table's rows by their addresses. A
// row that no page names stands on the last page, so that every control of a strip is under the hands.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "console/link/link_client.h"
#include "console/table.h"

namespace headroom {

enum class PotSpread : uint8_t {
  across,  // one parameter over the strips, a strip each pot
  into,    // one strip's parameters over the pots: the selected strip
};

struct PotPage {
  const char* word;      // what key files call it
  const char* digits;    // for the two-digit display
  const char* heading;   // the word its rows' names begin with, which the page itself says; "" when there is none
  PotSpread spread;      // how it opens
  const char* globs[8];  // addresses below the strip, in the order of the pots; empty: what no other page has
};

// clang-format off
inline constexpr PotPage kPotPages[] = {
  {"pan",     "PN", "",           PotSpread::across, {"pan", "width"}},
  {"send",    "SE", "Send",       PotSpread::across, {"send/*/level", "matrix/*"}},
  {"sendset", "SS", "Send",       PotSpread::into,   {"send/**"}},
  {"eq",      "EQ", "EQ",         PotSpread::into,   {"eq/*/*", "eq/on"}},
  {"geq",     "GE", "Graphic EQ", PotSpread::into,   {"geq/*"}},
  {"gate",    "GA", "Gate",       PotSpread::into,   {"gate/**"}},
  {"comp",    "CO", "Comp",       PotSpread::into,   {"comp/**"}},
  {"deess",   "DE", "De-esser",   PotSpread::into,   {"deess/**"}},
  {"limiter", "LI", "Limiter",    PotSpread::into,   {"limiter/**"}},
  {"input",   "IN", "",           PotSpread::into,   {"trim", "polarity", "delay", "hp/**", "lp/**", "input", "input/**"}},
  {"route",   "RO", "",           PotSpread::into,   {"main", "group/*", "dca/*", "mutegroup/*", "link", "direct/**"}},
  {"sides",   "SU", "Surround",   PotSpread::into,   {"surround/**"}},
  {"rest",    "RE", "",           PotSpread::into,   {}},
};
// clang-format on

// The number of the page with that word; nothing when there is none.
std::optional<int> pot_page_named(std::string_view word);

// A control of whatever strip has it.
struct PotParameter {
  Param param;
  int repeat;  // 0-based
  bool operator==(const PotParameter&) const = default;
};

// The parameters of every page on this desk, in the order of the pots: those of all kinds of strip a surface reaches.
// Texts, which no pot can turn, and the fader, mute and solo, which have keys of their own, are left out.
std::vector<std::vector<PotParameter>> pot_parameters(const Table& table);

// What a pot's control is called in a few characters: the bus of a send, the row's name without the page's heading
// otherwise.
std::string pot_name(const LinkClient& desk, ControlId id, const PotPage& page, int characters);

}  // namespace headroom
