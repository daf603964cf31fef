// Text files of `word value` lines, as surfaces are described in: what one line says, and where it stands.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headroom {

struct TextLine {
  int number;                           // 1-based
  std::vector<std::string_view> words;  // at least one; they point into the text
  std::string_view rest;                // everything behind the first word, without blanks around it
};

// The lines that say something: empty ones and those that start with '#' are left out, and so is a '#' behind a blank
// with what follows it. `text` must outlive them.
std::vector<TextLine> lines_of(std::string_view text);

// A whole number of the range, decimal; nothing when the word is none.
std::optional<int> number_in(std::string_view word, int least, int most);

// How port names are told: without regard to case.
bool contains_without_case(std::string_view text, std::string_view part);

// "x-touch.surface:4: "
std::string place_of(std::string_view file, const TextLine& line);

}  // namespace headroom
