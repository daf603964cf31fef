#include "console/key_source.h"

#include <cctype>
#include <charconv>
#include <cmath>

namespace headroom {
namespace {

// Room for each kind on the largest desk; `before` is the number below the first of them.
struct KindRange {
  StripKind kind;
  const char* word;
  int before, count;
};
constexpr KindRange kRanges[] = {{kChannel, "ch", 0, 1024},
                                 {kGroup, "group", 1024, 64},
                                 {kAux, "aux", 1088, 64},
                                 {kMain, "main", 1152, 1},
                                 {kMatrix, "matrix", 1153, 64}};
static_assert(kRanges[4].before + kRanges[4].count == kLastKeySource);

constexpr const char* kOwn = "own";

}  // namespace

KeySource key_source_of(float value) {
  const int position = static_cast<int>(std::lround(value));
  for (const KindRange& range : kRanges) {
    if (position > range.before && position <= range.before + range.count) return {range.kind, position - range.before};
  }
  return {};
}

float value_of(const KeySource& source) {
  for (const KindRange& range : kRanges) {
    if (range.kind == source.kind && source.number >= 1 && source.number <= range.count)
      return static_cast<float>(range.before + source.number);
  }
  return 0;
}

std::string key_source_text(float value) {
  const KeySource source = key_source_of(value);
  if (source.number == 0) return kOwn;
  for (const KindRange& range : kRanges) {
    if (range.kind != source.kind) continue;
    return range.count == 1 ? std::string(range.word) : std::string(range.word) + ' ' + std::to_string(source.number);
  }
  return kOwn;
}

std::optional<float> parse_key_source(std::string_view text) {
  std::string word, digits;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isdigit(byte)) {
      digits += c;
    } else if (!digits.empty()) {
      return std::nullopt;
    } else if (!std::isspace(byte)) {
      word += static_cast<char>(std::tolower(byte));
    }
  }
  if (word == kOwn && digits.empty()) return 0.0f;
  for (const KindRange& range : kRanges) {
    if (word != range.word) continue;
    int number = range.count == 1 && digits.empty() ? 1 : 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    const float value = value_of({range.kind, number});
    if (value > 0) return value;
  }
  return std::nullopt;
}

std::string key_source_words() {
  std::string words = kOwn;
  for (const KindRange& range : kRanges) {
    words.append(", ").append(range.word);
    if (range.count > 1) words.append(" 1 to ").append(std::to_string(range.count));
  }
  return words;
}

}  // namespace headroom
