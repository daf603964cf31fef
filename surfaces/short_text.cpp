#include "surfaces/short_text.h"

#include <algorithm>
#include <cctype>

namespace headroom {
namespace {

// Base letters of U+00C0...U+00FF (Latin-1).
constexpr std::string_view kLatin1 = "AAAAAAACEEEEIIIIDNOOOOOxOUUUUYTsaaaaaaaceeeeiiiidnooooo/ouuuuyty";
static_assert(kLatin1.size() == 64);

std::string ascii_of(std::string_view utf8) {
  std::string ascii;
  for (size_t i = 0; i < utf8.size(); ++i) {
    const auto byte = static_cast<unsigned char>(utf8[i]);
    if (byte < 0x80) {
      ascii += byte >= 0x20 && byte < 0x7F ? static_cast<char>(byte) : ' ';
    } else if (byte == 0xC3 && i + 1 < utf8.size()) {
      ascii += kLatin1[static_cast<unsigned char>(utf8[++i]) & 0x3F];
    } else if (byte >= 0xC0) {
      ascii += '?';  // one for the whole character: the bytes that continue it are skipped
    }
  }
  return ascii;
}

// "Kick in" as "KickIn".
std::string without_blanks(std::string_view text) {
  std::string joined;
  bool word_begins = false;
  for (const char c : text) {
    if (c == ' ') {
      word_begins = true;
      continue;
    }
    joined += word_begins ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
    word_begins = false;
  }
  return joined;
}

bool is_small_letter(char c) { return c >= 'a' && c <= 'z'; }
bool is_small_vowel(char c) { return std::string_view("aeiou").find(c) != std::string_view::npos; }

// Takes out what `may_go` names, from the end, never the first character, until the text is short enough.
void thin_out(std::string& text, size_t characters, bool (*may_go)(char)) {
  for (size_t i = text.size(); i-- > 1 && text.size() > characters;)
    if (may_go(text[i])) text.erase(i, 1);
}

}  // namespace

std::string short_name(std::string_view utf8_name, int characters) {
  const auto most = static_cast<size_t>(std::max(0, characters));
  std::string name = ascii_of(utf8_name);
  if (name.size() > most) name = without_blanks(name);
  thin_out(name, most, is_small_vowel);
  thin_out(name, most, is_small_letter);
  return name.substr(0, most);
}

std::string short_value(std::string_view value_text, int characters) {
  const auto most = static_cast<size_t>(std::max(0, characters));
  std::string text = ascii_of(value_text);
  if (text.size() <= most) return text;
  const std::string number = text.substr(0, text.find(' '));
  text.erase(std::remove(text.begin(), text.end(), ' '), text.end());
  return (text.size() <= most ? text : number).substr(0, most);
}

}  // namespace headroom
