// What the desk said, with the time of day: sentences for people, what its devices did, and dropouts.
#pragma once

#include <deque>
#include <string>

#include "console/link/link_client.h"

namespace headroom::display {

struct LogLine {
  std::string time;  // "21:43:07", local
  std::string sentence;
  LogKind kind = LogKind::sentence;
};

class DeskLog {
 public:
  // Takes what came since the last call; at first, what the desk still has of the time before.
  void feed(LinkClient& link);
  // Oldest first; the last kMostLines of them.
  const std::deque<LogLine>& lines() const { return lines_; }

 private:
  static constexpr size_t kMostLines = 500;
  std::deque<LogLine> lines_;
};

}  // namespace headroom::display
