// Text in fields of fixed size, such as those that lie in shared memory: as much of it as fits, never half a letter.
#pragma once

#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>

namespace headroom {

// How many bytes of `text` fit into `room` bytes, cut between characters, never inside one. Where the cut falls among
// bytes that are no UTF-8 all that fit are kept: a character has at most three bytes that continue it.
inline size_t fitting_bytes(std::string_view text, size_t room) {
  if (text.size() <= room) return text.size();
  size_t bytes = room;
  const auto continues = [&](size_t at) { return (text[at] & 0xC0) == 0x80; };
  while (bytes > 0 && room - bytes < 3 && continues(bytes)) --bytes;
  return continues(bytes) ? room : bytes;
}

// The text as far as it fits, zero-padded; one that fills the field has no final zero and is read by read_text().
template <size_t kBytes>
void write_text(char (&target)[kBytes], std::string_view text) {
  std::memset(target, 0, kBytes);
  std::memcpy(target, text.data(), fitting_bytes(text, kBytes));
}

// The same with a final zero always, for fields that are read as C strings.
template <size_t kBytes>
void write_terminated(char (&target)[kBytes], std::string_view text) {
  std::memset(target, 0, kBytes);
  std::memcpy(target, text.data(), fitting_bytes(text, kBytes - 1));
}

template <size_t kBytes>
std::string read_text(const char (&source)[kBytes]) {
  return std::string(source, strnlen(source, kBytes));
}

}  // namespace headroom
