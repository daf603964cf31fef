// Whose hand changed the desk: the kind of program that was in it, and the person who runs that program.
#pragma once

#include <cstdint>

namespace headroom {

enum class ClientKind : uint32_t { none, display, midi, command_line, test };

inline constexpr int kMaxUserBytes = 32;

// How many boxes of one client are told apart.
inline constexpr int kMostBoxes = 8;

// Whose hand is on a control: the client, -1 nobody, and of one that serves several boxes which of them,
// 0...kMostBoxes-1.
struct Holder {
  int client = -1;
  int box = 0;
  bool operator==(const Holder&) const = default;
};

// Plain bytes: it lies in shared memory, too. ClientKind::none is the console itself.
struct Author {
  ClientKind kind = ClientKind::none;
  char user[kMaxUserBytes] = {};  // UTF-8, zero-padded; empty where nobody is known
};

}  // namespace headroom
