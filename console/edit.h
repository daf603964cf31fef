// The one way to change the desk: which control, to what, by whom, and whether a hand opens or closes a gesture.
// Edits travel from clients to the console through shared memory, so this is plain bytes of fixed size.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

#include "console/table.h"

namespace headroom {

enum class EditKind : uint8_t {
  set,            // to `value`, or to `text` where the control is a text
  begin_gesture,  // a hand takes hold of `control` (kNoControl: a gesture over many controls, such as a recall); `value`: which box's
  end_gesture,    // and lets go; what came between is undone as one
  join_gesture,   // the same hand takes hold of `control`, too: part of the gesture on the control whose number is `value`
  undo_to,        // undo or redo, until the desk stands as it did right after the gesture whose number is `value`
};

struct Edit {
  ControlId control = kNoControl;
  float value = 0;
  EditKind kind = EditKind::set;
  char text[kMaxTextBytes] = {};  // UTF-8, zero-padded; a text of full length has no final zero
};
static_assert(std::is_trivially_copyable_v<Edit>);

// How many bytes of `text` fit into `room`, cut between characters, never inside one.
inline size_t fitting_bytes(std::string_view text, size_t room) {
  size_t bytes = text.size() < room ? text.size() : room;
  const auto continues = [&](size_t at) { return at < text.size() && (text[at] & 0xC0) == 0x80; };
  while (bytes > 0 && continues(bytes)) --bytes;
  return bytes;
}

// The text as far as it fits.
inline void write_text(char (&target)[kMaxTextBytes], std::string_view text) {
  std::memset(target, 0, sizeof target);
  std::memcpy(target, text.data(), fitting_bytes(text, sizeof target));
}

// The same with a final zero, for fields that are read as C strings.
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
