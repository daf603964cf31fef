// Whose turn it is to be sent once more, though it has not changed: a message may be lost on its way, and nobody would
// tell. Goes round in turns, so that a line is never filled by it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace headroom {

// Everything a box shows is sent again within this time, whether it differs or not: about 100 bytes a second.
inline constexpr int64_t kRefresh_ns = 10'000'000'000;

class RefreshTurns {
 public:
  // `turns`: how many there are, at most 500, as drivers look every few milliseconds.
  explicit RefreshTurns(size_t turns) : turns_(turns) {}

  // Everything is painted now: the first turn can wait.
  void begin_anew() { next_ns_ = 0; }

  // The turn whose time has come, 0...turns-1; nothing when none has.
  std::optional<size_t> take(int64_t now_ns) {
    constexpr int64_t kFirst_ns = kRefresh_ns / 2;
    if (turns_ == 0) return std::nullopt;
    if (next_ns_ == 0) next_ns_ = now_ns + kFirst_ns;
    if (now_ns < next_ns_) return std::nullopt;
    next_ns_ = std::max(next_ns_ + (kRefresh_ns - kFirst_ns) / static_cast<int64_t>(turns_), now_ns);
    const size_t turn = turn_;
    turn_ = (turn_ + 1) % turns_;
    return turn;
  }

 private:
  size_t turns_, turn_ = 0;
  int64_t next_ns_ = 0;  // 0: begins anew
};

}  // namespace headroom
