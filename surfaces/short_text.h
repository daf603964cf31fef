// Names and values cut to the few ASCII characters a small display has, so that people still know what is meant.
#pragma once

#include <string>
#include <string_view>

namespace headroom {

// A name in at most `characters` of ASCII. Accents are dropped; a name too long loses its blanks first ("KickIn"), then
// small vowels from its end ("OvrhdL"), then other small letters, so that initials and numbers stay to the last.
std::string short_name(std::string_view utf8_name, int characters);

// A value's text in at most `characters`: "-6.0 dB" as "-6.0dB", "-12.0 dB" as "-12.0".
std::string short_value(std::string_view value_text, int characters);

}  // namespace headroom
