#include "surfaces/midi/text_lines.h"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace headroom {
namespace {

constexpr std::string_view kBlanks = " \t\r";

std::string_view without_blanks_around(std::string_view text) {
  const size_t first = text.find_first_not_of(kBlanks);
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

std::string_view without_remark(std::string_view line) {
  for (size_t at = line.find('#'); at != line.npos; at = line.find('#', at + 1))
    if (at == 0 || kBlanks.find(line[at - 1]) != kBlanks.npos) return line.substr(0, at);
  return line;
}

}  // namespace

std::vector<TextLine> lines_of(std::string_view text) {
  std::vector<TextLine> lines;
  for (int number = 1; !text.empty(); ++number) {
    const size_t end = text.find('\n');
    std::string_view left = without_blanks_around(without_remark(text.substr(0, end)));
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
    if (left.empty()) continue;
    TextLine line{number, {}, {}};
    for (std::string_view words = left; !words.empty();) {
      const size_t stop = words.find_first_of(kBlanks);
      line.words.push_back(words.substr(0, stop));
      words = stop == words.npos ? std::string_view() : without_blanks_around(words.substr(stop));
      if (line.words.size() == 1) line.rest = words;
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

std::optional<int> number_in(std::string_view word, int least, int most) {
  int number = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  if (error != std::errc() || end != word.data() + word.size() || number < least || number > most) return std::nullopt;
  return number;
}

bool contains_without_case(std::string_view text, std::string_view part) {
  const auto same = [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
  };
  return std::search(text.begin(), text.end(), part.begin(), part.end(), same) != text.end();
}

std::string place_of(std::string_view file, const TextLine& line) {
  return std::string(file) + ':' + std::to_string(line.number) + ": ";
}

}  // namespace headroom
