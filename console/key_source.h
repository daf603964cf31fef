// Whose sound a detector hears, as the number a control holds: 0 is the strip itself, then all channels a desk may
// have, then all groups, auxes, the main and all matrices. The same number means the same strip on desks of every size.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "console/control_row.h"

namespace headroom {

struct KeySource {
  StripKind kind = kChannel;
  int number = 0;  // 1-based among its kind; 0: the strip itself
};

inline constexpr int kLastKeySource = 1024 + 64 + 64 + 1 + 64;

// Numbers out of range are the strip itself.
KeySource key_source_of(float value);
float value_of(const KeySource& source);

// "own", "ch 7", "group 1", "aux 3", "main", "matrix 2"
std::string key_source_text(float value);
// The same, in any case, with or without the space; nothing where it names no strip that any desk has.
std::optional<float> parse_key_source(std::string_view text);
// What can be said there, for whoever said something else: "own, ch 1 to 1024, ...".
std::string key_source_words();

}  // namespace headroom
